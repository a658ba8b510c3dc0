"""Words that news pages print around their articles, by language; a table, read by ``leftovers``.

Collected from what pages of the family show and from the interface languages of the usual publishing systems. A line
is compared as a whole (or by its beginning, where said so), without regard to case, blanks or signs.
"""

from feeds.convert.lines import key


def _keys(table: str) -> frozenset[str]:
    return frozenset(key(phrase) for line in table.strip().splitlines() for phrase in line.split("|") if key(phrase))


# Buttons, switches and labels: the whole line.
LABELS = _keys("""
Share | Share this | Share this article | Share this story | Share article | Share on | Share via | Share it
Share link | Share on Facebook | Share on Twitter | Share on X | Share on WhatsApp | Share on LinkedIn
Share with friends | Share by email | Share via email | Share options | Sharing options | Facebook | Twitter
WhatsApp | Telegram | LinkedIn | Reddit | Pinterest | Instagram | YouTube | Messenger | Threads | Bluesky
Flipboard | Tweet | Retweet | Pin | Post | Like | Email | E-mail | Mail | Print | Print this | Print article
Copy | Copy link | Link copied | Copied | Copy URL | Save | Save article | Save for later | Bookmark
Bookmark this | Add to favorites | Gift this article | Gift article | Comment | Comments | Add a comment
Leave a comment | Leave a reply | Post a comment | Show comments | View comments | Join the conversation
Hide comments | Reply | Report | Report an error | Report a typo | Send feedback | Advertisement
Advertisements | Advert | Ad | Ads | Ad feedback | Advertising | Sponsored | Sponsored content | Promoted
Promoted content | Paid content | Story continues below advertisement | Article continues below advertisement
Article continues after advertisement | Article continues below | Story continues below | Continue reading
Continue reading below | Scroll to continue | Skip ad | Skip advertisement | Close ad | Remove ads
Advertisement - scroll to continue | Advertisement. Scroll to continue reading | Skip to content
Skip to main content | Listen | Listen to this article | Listen to article | Listen to this story
Listen to the article | Listen now | Audio | Play | Pause | Play video | Play audio | Watch | Watch now
Watch live | Watch video | Video | Live | Loading | Your browser does not support the audio element
Your browser does not support the video tag | Mute | Unmute | Fullscreen | Full screen | Text size | Font size
Larger text | Smaller text | Increase text size | Decrease text size | Increase font size | Decrease font size
Resize text | Dark mode | Light mode | Night mode | Zoom | Enlarge | Expand | Enlarge image | View gallery
Open gallery | View image in fullscreen | Open image modal | Image gallery | Photo gallery | Gallery | Slideshow
Next | Previous | Prev | Next article | Previous article | Next story | Previous story | Back | Back to top
Top | Go to top | Home | Homepage | Menu | Search | Login | Log in | Sign in | Sign up | Register | Subscribe
Subscribe now | Follow | Follow us | Following | Unfollow | Newsletter | Newsletters | Get the app
Download the app | RSS | Contact us | About us | Privacy policy | Terms of use | Terms of service
Cookie policy | Accept | Accept all | Accept cookies | Manage cookies | Cookie settings | All rights reserved
More | See more | Show more | Show less | View more | View all | See all | Load more | Read more
Read full story | Read the full story | Read full article | Read less | More details | Click here | Short URL
Short link | Permalink | Translate | Translate this page | Exclusive | Breaking | Breaking news
Developing story | Live updates | Editor's pick | Opinion | Add Asharq Al-Awsat on Google
Add as preferred source on Google | Follow us on Google News | Google News | Getty | Toggle caption
Hide caption | Caption | Image caption | Image source | Media caption | Figure | Photo | Image | مشاركة | شارك
شارك الخبر | شارك المقال | شاركها | إعلان | إعلانات | طباعة | نسخ الرابط | نسخ | حفظ | استمع | استمع إلى المقال
استمع للمقال | اقرأ المزيد | المزيد | تعليق | تعليقات | أضف تعليقا | التالي | السابق | الرئيسية | رابط مختصر
تكبير الخط | تصغير الخط | حجم الخط | فيسبوك | تويتر | واتساب | تلغرام | تابعنا | اشترك | بحث | فيديو | שתף
שתפו | שיתוף | שתפו כתבה | הדפסה | הדפס | פרסומת | תגובות | הוסף תגובה | האזינו לכתבה | קרא עוד | קראו עוד | עוד
שמור | העתק קישור | פייסבוק | טוויטר | וואטסאפ | חיפוש | ראשי | הבא | הקודם | Partager | Partager l'article
Partager cet article | Imprimer | Publicité | Annonce | Enregistrer | Copier le lien | Écouter
Écouter l'article | Écouter cet article | Lire la suite | Lire plus | Commenter | Commentaires | Réagir
Ajouter un commentaire | S'abonner | Abonnez-vous | Suivez-nous | Suivre | Accueil | Envoyer par e-mail
Offrir l'article | Article réservé aux abonnés | Voir plus | Retour en haut | Taille du texte | Agrandir
Suivant | Précédent | Teilen | Artikel teilen | Drucken | Anzeige | Werbung | Merken | Speichern | Link kopieren
Artikel anhören | Anhören | Vorlesen | Mehr | Mehr lesen | Weiterlesen | Kommentare | Kommentieren
Kommentar schreiben | Abonnieren | Folgen | Startseite | Per E-Mail teilen | Schriftgröße | Nach oben
Vergrößern | Bild vergrößern | Zurück | Weiter | Compartir | Compartir en Facebook | Imprimir | Publicidad
Anuncio | Guardar | Copiar enlace | Escuchar | Escuchar el artículo | Escuchar este artículo | Leer más
Seguir leyendo | Comentarios | Comentar | Suscríbete | Suscribirse | Síguenos | Inicio | Ver más | Siguiente
Anterior | Compartilhar | Publicidade | Ouvir | Leia mais | Continua após a publicidade | Comentários
Ouça este artigo | Salvar | Condividi | Stampa | Pubblicità | Commenti | Leggi tutto | Ascolta l'articolo
Ascolta | Delen | Deel dit artikel | Advertentie | Reacties | Lees meer | Luister | Beluister dit artikel
Afdrukken | Dela | Annons | Skriv ut | Läs mer | Lyssna | Поделиться | Реклама | Печать | Комментарии
Читать далее | Слушать | Подписаться | Сохранить | Paylaş | Reklam | Yazdır | Yorumlar | Devamını oku
Haberi dinle | Dinle | اشتراک‌گذاری | چاپ | آگهی | 分享 | 分享到 | 打印 | 广告 | 廣告 | 收藏 | 评论 | 評論
收听本文 | 阅读更多 | 閱讀更多 | 更多 | 字号 | 字號 | 首页 | 首頁 | 返回顶部 | 下一篇 | 上一篇 | シェア | 広告
印刷 | 続きを読む | もっと見る | コメント | 保存 | 공유 | 공유하기 | 광고 | 인쇄 | 댓글 | 더보기 | 글자크기
""")

# Headings over lists of links to other texts: the whole line, or its beginning before a colon, a bar or an arrow.
LINKS = _keys("""
Read more | Read also | Also read | Read next | Read | See also | See | Related | Related article
Related articles | Related story | Related stories | Related news | Related content | Related links
Related coverage | Related topics | Related posts | More on this | More on this story | More on this topic
More on | More news | More stories | More from us | More to read | More to explore | More like this | Most read
Most popular | Most viewed | Most shared | Trending | Trending now | Trending stories | Popular | Popular now
Popular stories | Latest | Latest news | Latest stories | Latest headlines | Top stories | Top news
Top headlines | Today's headlines | Editor's picks | Editors' picks | Recommended | Recommended stories
Recommended for you | Recommended articles | Recommended reading | Suggested reading | You may also like
You might also like | You may like | What to read next | Up next | Read on | Next up | Must read | Must reads
Don't miss | In case you missed it | ICYMI | Also on | In pictures | In photos | In video
Watch | Watch also | Watch more | Listen | Keep reading | list of 3 items
list of 4 items | end of list | Sponsored links | From the web | Around the web | Elsewhere on the web
Explore more | اقرأ أيضا | اقرأ ايضا | اقرأ أيضاً | اقرأ المزيد | إقرأ أيضا | اقرأوا أيضا | شاهد | شاهد أيضا
أخبار ذات صلة | مواضيع ذات صلة | موضوعات ذات صلة | مقالات ذات صلة | ذات صلة | الأكثر قراءة | قد يهمك
قد يعجبك أيضا | المزيد من الأخبار | קראו גם | קרא גם | ראו גם | קרא עוד | קראו עוד | עוד בנושא | כתבות נוספות
הנקראות ביותר | אולי יעניין אותך | Lire aussi | À lire aussi | A lire aussi | À lire | À lire également
Lire également | Voir aussi | Sur le même sujet | Les plus lus | Articles liés | À voir aussi | À voir
À ne pas manquer | Plus d'infos | Lesen Sie auch | Lesen Sie mehr | Mehr zum Thema | Mehr dazu
Auch interessant | Siehe auch | Meistgelesen | Das könnte Sie auch interessieren | Weitere Artikel
Passend zum Thema | Zum Thema | Lea también | Lee también | Leer también | Te puede interesar | Lea más
Más información | Ver también | Lo más leído | Lo más visto | Relacionado | Noticias relacionadas
Artículos relacionados | Leia também | Veja também | Leia mais | Mais lidas | Saiba mais | Leggi anche
Vedi anche | Potrebbe interessarti | I più letti | Lees ook | Meer nieuws | Lees verder | Läs också | Läs även
Читайте также | Читать также | Смотрите также | По теме | Самое читаемое | Ayrıca okuyun | İlgili haberler
En çok okunanlar | Bunu da okuyun | همچنین بخوانید | بیشتر بخوانید | 另见 | 相关新闻 | 相关阅读 | 相关报道
相关文章 | 延伸阅读 | 相關新聞 | 延伸閱讀 | 热门文章 | 阅读更多 | 猜你喜欢 | 関連記事 | あわせて読みたい
관련기사 | 관련 기사 | 많이 본 뉴스
""")

# Of LINKS, those that need a colon or a bar behind them to say that a link follows: they also begin sentences.
SHY_LINKS = _keys("""
Read | See | Related | More on | Watch | Listen | Latest | Popular | Trending
Recommended | In pictures | In photos | In video | شاهد | ذات صلة | À lire | À voir | Relacionado | Zum Thema
По теме | Also on | Must read | Read on | Mehr dazu | Don't miss
""")

# Labels of the words that an article is filed under.
TAGS = _keys("""
Tags | Tag | Tagged | Topics | Topic | Keywords | Filed under | More about | Article tags | Related topics
In this story | Story tags | Categories | Category | Topics in this article | وسوم | الوسوم | كلمات مفتاحية
الكلمات المفتاحية | مواضيع | تاغات | תגיות | תגים | נושאים | Mots-clés | Sujets | Thèmes | Étiquettes
Schlagworte | Schlagwörter | Themen | Stichwörter | Etiquetas | Temas | Palabras clave | Palavras-chave
Argomenti | Parole chiave | Trefwoorden | Ämnen | Теги | Темы | Etiketler | برچسب‌ها | 标签 | 標籤 | 关键词
タグ | 태그
""")

# How lines begin that ask the reader to do something for the site; only lines of at most 160 characters.
INVITATIONS = tuple(
    phrase.strip().casefold()
    for line in """
Follow us on | Follow us | Follow @ | Subscribe to | Subscribe for | Sign up for | Sign up to | Join our
Join us on | Download our | Download the app | Get our | Get the latest news | Get the latest stories
Get breaking news | Click here to | Click here for
Tap here | Like us on | Find us on | Add us | Support our journalism | Support independent
Become a member | Already a subscriber | Create a free account | Register for free | To read the full
This article is for subscribers | Have a tip? | Send us | For more news | For the latest | Stay up to date
Stay informed | Stay ahead | Enjoy unlimited | We use cookies | By signing up | By subscribing
This site uses cookies | Our Standards: | Reprints and permissions | Licensing rights | Purchase licensing
Acquire Licensing | Copyright © | Copyright (c) | Copyright 20 | Copyright:
© | (c) 20 | ©20 | All rights reserved | All Rights Reserved.
The views expressed | Disclaimer: | تابعونا على | تابعنا على | اشترك في | انضم إلى قناة | حمل تطبيق
جميع الحقوق محفوظة | حقوق النشر | עקבו אחרינו | הצטרפו לערוץ | כל הזכויות שמורות | Suivez-nous sur
Abonnez-vous à | Inscrivez-vous | Téléchargez l'application | Tous droits réservés | Folgen Sie uns
Abonnieren Sie | Alle Rechte vorbehalten | Síguenos en | Suscríbete a | Descarga la app
Todos los derechos reservados | Siga-nos | Assine | Todos os direitos reservados | Seguici su | Iscriviti
Tutti i diritti riservati | Volg ons | Подписывайтесь на | Все права защищены | Bizi takip edin
Tüm hakları saklıdır | 关注我们 | 版权所有 | 扫码关注
""".strip().splitlines()
    for phrase in line.split("|")
)
LONGEST_INVITATION = 160

# What stands before the date that the page itself gives; "first" is worth more than "last" as the day of publication.
FIRST_PUBLISHED = (
    "published at", "published on", "published", "first published", "posted on", "posted at", "posted",
    "issued on", "publication date", "date published", "release date", "date", "created", "on", "نشر في", "نشر",
    "تاريخ النشر", "פורסם ב", "פורסם", "publié le", "publié", "mis en ligne le", "veröffentlicht am",
    "veröffentlicht", "erstellt am", "publicado el", "publicado", "publicada em", "publicado em",
    "pubblicato il", "pubblicato", "gepubliceerd op", "gepubliceerd", "publicerad", "опубликовано",
    "дата публикации", "yayınlanma", "yayın tarihi", "发布时间", "发布于", "公開日", "입력",
)  # fmt: skip
LAST_UPDATED = (
    "last updated on", "last updated at", "last updated", "last modified on", "last modified", "last update",
    "updated on", "updated at", "updated", "update", "modified", "edited", "آخر تحديث", "تحديث", "تم التحديث",
    "עודכן ב", "עודכן", "עדכון אחרון", "mis à jour le", "modifié le", "mise à jour", "actualisé le",
    "zuletzt aktualisiert am", "zuletzt aktualisiert", "aktualisiert am", "aktualisiert", "stand",
    "actualizado el", "actualizado", "atualizado em", "atualizado", "aggiornato il", "aggiornato",
    "bijgewerkt op", "bijgewerkt", "uppdaterad", "обновлено", "güncelleme", "son güncelleme", "更新时间",
    "更新于", "更新日", "수정",
)  # fmt: skip
