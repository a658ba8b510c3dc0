"""News agencies, picture agencies and papers that credits and datelines name: a table.

A name that is not here is still read where the form alone shows what it is (``[Name/Paper]``, ``Photo: …``).
"""

AGENCIES = (
    "Reuters", "AFP", "Agence France-Presse", "AP", "AP Photo", "AP Photos", "Associated Press",
    "The Associated Press", "dpa", "DPA", "EFE", "ANSA", "Ansa", "AGI", "LUSA", "Lusa", "APA", "Keystone", "SDA",
    "Keystone-SDA", "ATS", "Belga", "ANP", "TT News Agency", "NTB", "Ritzau", "STT", "PAP", "CTK", "ČTK", "MTI",
    "Agerpres", "BTA", "Tanjug", "Hina", "ANA-MPA", "Anadolu", "Anadolu Agency", "AA", "DHA", "IHA", "UPI",
    "Bloomberg", "Dow Jones", "CNN", "BBC", "NBC", "CBS", "ABC News", "Fox News", "NPR", "PBS", "CP",
    "The Canadian Press", "Canadian Press", "PA", "PA Media", "PA Wire", "Press Association", "Xinhua",
    "Xinhua News Agency", "CNS", "China News Service", "Kyodo", "Kyodo News", "Jiji", "Jiji Press", "Yonhap",
    "Yonhap News", "KCNA", "KNS", "Korean Central News Agency", "CNA", "Bernama", "Antara", "VNA", "PTI", "ANI",
    "IANS", "UNI", "APP", "BSS", "UNB", "TASS", "Tass", "ITAR-TASS", "Interfax", "RIA", "RIA Novosti", "Sputnik",
    "Ukrinform", "Unian", "Interfax-Ukraine", "BelTA", "Trend", "Azertac", "Armenpress", "WAM", "SPA", "MENA",
    "KUNA", "QNA", "BNA", "ONA", "Petra", "NNA", "SANA", "INA", "IRNA", "ISNA", "Tasnim", "Fars", "Mehr", "WAFA",
    "Wafa", "Saba", "SUNA", "TAP", "APS", "MAP", "LANA", "Asharq Al-Awsat", "Al Jazeera", "Al Arabiya",
    "Arab News", "TPS", "JTA", "Flash90", "Kann", "Press TV", "IRIB", "WANA", "West Asia News Agency", "ISW",
    "Getty", "Getty Images", "iStock", "Shutterstock", "Alamy", "EPA", "EPA-EFE", "EFE-EPA",
    "European Pressphoto Agency", "Sipa", "SIPA", "SIPA USA", "Abaca", "Magnum", "ZUMA", "Zuma Press", "NurPhoto",
    "Imago", "IMAGO", "Picture Alliance", "picture alliance", "picture-alliance", "Rex Features", "Hans Lucas",
    "MAXPPP", "LaPresse", "Le Monde", "The New York Times", "New York Times", "The Washington Post",
    "Washington Post", "The Guardian", "Guardian", "The Wall Street Journal", "Los Angeles Times",
    "Financial Times", "The Times", "Telegraph", "El País", "Der Spiegel", "Die Zeit", "La Repubblica", "Haaretz",
    "The Jerusalem Post", "The Times of Israel", "NASA", "ESA", "Maxar", "Maxar Technologies", "Planet Labs",
    "Planet Labs PBC", "White House", "UNICEF", "WFP", "UNHCR", "Agencies", "Wires", "News Agencies", "agencies",
    "رويترز", "أ ف ب", "أ.ف.ب", "ا ف ب", "فرانس برس", "وكالة فرانس برس", "أ ب", "أ.ب", "أسوشييتد برس", "د ب أ",
    "د.ب.أ", "الأناضول", "واس", "وام", "سبأ", "سانا", "كونا", "قنا", "بترا", "الشرق الأوسط", "«الشرق الأوسط»",
    "الجزيرة", "غيتي", "وكالات", "إ ب أ", "شينخوا", "רויטרס", "איי־אף־פי", "איי-אף-פי", "סוכנויות", "פלאש 90",
    "פלאש90", "איי-פי", "新华社", "新華社", "中新社", "路透社", "法新社", "美联社", "共同社", "中央社", "時事",
    "共同", "ロイター", "연합뉴스", "뉴시스", "로이터", "Рейтер", "Рейтерс", "ТАСС", "РИА Новости", "Интерфакс",
)  # fmt: skip
