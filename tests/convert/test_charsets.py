"""Texts in the charsets that pages and old archives are in: read rightly, or refused with clear words."""

import pytest

from feeds.convert import convert
from feeds.convert.decoding import decode
from feeds.errors import DocumentError

TEXTS = {
    "ru": "Порт открылся после шторма\n\nПорт Санкт-Петербурга открылся в воскресенье после четырёх дней "
    "шторма, сообщила администрация порта. Около сорока судов ждали на рейде, серьёзных повреждений "
    "нет.\n",
    "uk": "Порт відкрився після шторму\n\nПорт Одеси відкрився у неділю після чотирьох днів шторму, повідомила "
    "адміністрація. Близько сорока суден чекали на рейді, серйозних пошкоджень немає.\n",
    "el": "Το λιμάνι άνοιξε ξανά\n\nΤο λιμάνι του Πειραιά άνοιξε ξανά την Κυριακή μετά από τέσσερις ημέρες "
    "καταιγίδας, ανακοίνωσε η διοίκηση. Περίπου σαράντα πλοία περίμεναν έξω από το λιμάνι.\n",
    "he": "הנמל נפתח מחדש לאחר הסערה\n\nנמל חיפה נפתח מחדש ביום חמישי לאחר ארבעה ימי סערה, כך נמסר מרשות "
    "הנמל.\n",
    "ar": "الميناء يعيد فتح أبوابه\n\nأعاد ميناء بيروت فتح أبوابه يوم الجمعة بعد أربعة أيام من العواصف، حسبما "
    "ذكرت هيئة الميناء في بيان.\n",
    "ja": "嵐の後、港が再開\n\n東京港は土曜日、四日間の嵐の後に再開した。港湾局が発表した。約四十隻の船が"
    "沖で待っていたと広報担当者は述べた。\n",
    "ko": "폭풍 뒤 항구가 다시 열렸다\n\n부산항이 나흘간의 폭풍 끝에 일요일 다시 문을 열었다고 항만 당국이"
    " 밝혔다. 배 사십여 척이 항구 밖에서 기다리고 있었다.\n",
    "zh": "风暴过后港口重新开放\n\n上海港在四天的风暴之后于星期五重新开放，港务局在一份声明中说。大约四十"
    "艘船在港外等待。\n",
    "zh-Hant": "風暴過後港口重新開放\n\n基隆港在四天的風暴之後於星期五重新開放，港務局在一份聲明中說。大約四十"
    "艘船在港外等待。\n",
    "th": "ท่าเรือเปิดอีกครั้งหลังพายุ\n\nท่าเรือกรุงเทพเปิดอีกครั้งในวันอาทิตย์หลังจากพายุสี่วัน เจ้าหน้าที่กล่าวใน"
    "แถลงการณ์\n",
    "pl": "Port znów otwarty po sztormie\n\nPort w Gdańsku został otwarty w niedzielę po czterech dniach "
    "sztormu, poinformował zarząd. Około czterdziestu statków czekało na redzie, większych szkód nie "
    "było.\n",
    "cs": "Přístav po bouři opět otevřen\n\nPřístav byl v neděli po čtyřech dnech bouře znovu otevřen, oznámila "
    "správa. Čtyřicet lodí čekalo, větší škody nevznikly, řekl mluvčí.\n",
    "tr": "Liman fırtınadan sonra yeniden açıldı\n\nİzmir limanı dört gün süren fırtınanın ardından pazar "
    "günü yeniden açıldı, liman başkanlığı bildirdi. Yaklaşık kırk gemi açıkta bekliyordu.\n",
    "de": "Hafen öffnet wieder\n\nDer Hafen öffnete am Sonntag nach vier Tagen Sturm wieder, größere Schäden "
    "gab es nicht, sagte die Behörde. Vierzig Schiffe warteten „draußen“.\n",
    "fr": "Le port rouvre après la tempête\n\nLe port a rouvert dimanche après quatre jours de tempête, a "
    "annoncé la direction. Une quarantaine de navires attendaient à l’extérieur, les dégâts étant limités.\n",
    "is": "Höfnin opnar á ný\n\nHöfnin í Reykjavík opnaði á ný á sunnudag eftir fjögurra daga óveður, að "
    "því er fram kemur í tilkynningu. Um fjörutíu skip biðu fyrir utan höfnina.\n",
}  # fmt: skip
SAVED = [
    ("ru", "cp1251"), ("ru", "koi8-r"), ("uk", "cp1251"), ("uk", "koi8-u"), ("el", "cp1253"), ("he", "cp1255"),
    ("ar", "cp1256"), ("ja", "shift_jis"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("ko", "euc_kr"), ("zh", "gb2312"),
    ("zh", "gb18030"), ("zh-Hant", "big5"), ("th", "cp874"), ("pl", "cp1250"), ("pl", "iso8859-2"), ("cs", "cp1250"),
    ("cs", "iso8859-2"), ("tr", "cp1254"), ("de", "cp1252"), ("fr", "cp1252"), ("is", "cp1252"),
]  # fmt: skip


@pytest.mark.parametrize(("spoken", "charset"), SAVED)
def test_a_text_is_read_as_it_was_saved(spoken: str, charset: str) -> None:
    assert decode("a.txt", TEXTS[spoken].encode(charset), 10_000).text == TEXTS[spoken]


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "shift_jis", "x-sjis", "iso-8859-1"])
def test_a_page_is_in_the_charset_that_it_says(charset: str) -> None:
    text = "Tür" if charset == "iso-8859-1" else "Порт" if charset in ("koi8-r", "windows-1251") else "港"
    page = (
        f'<html><head><meta http-equiv=content-type content="text/html; charset={charset}"></head><p>{text}</p></html>'
    )
    data = page.encode({"x-sjis": "shift_jis"}.get(charset, charset))
    assert decode("a.html", data, 10_000).text == page


@pytest.mark.parametrize("charset", ["koi8-r", "nonsense", "utf-16", "rot13", "base64"])
def test_what_a_page_says_wrongly_is_not_believed(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><p>Die Tür des Hafenamts öffnet erst am Montag.</p></html>'
    assert "Tür" in decode("a.html", page.encode(), 10_000).text


@pytest.mark.parametrize(
    "data",
    [bytes(range(128, 256)) * 9, b"\xd3\xc4\xc5 " * 3, b"abc \x81\x8d\x8f\x90\x9d\xff\xff\xff\xff\xff", b"\x1b$\xff"],
)
def test_what_cannot_be_told_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="UTF-8"):
        decode("a.txt", data, 10_000)


def test_japanese_of_an_old_archive_is_an_article() -> None:
    made = convert(
        "a.txt",
        ("嵐の後、港が再開\n\n２０２６年１１月７日　東京\n\n" + TEXTS["ja"].partition("\n\n")[2]).encode("cp932"),
    )
    (draft,) = made.drafts
    assert (draft.headline, draft.language) == ("嵐の後、港が再開", "ja")
    assert str(draft.content_created) == "2026-11-07"
