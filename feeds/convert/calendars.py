"""Names of months and weekdays in the languages of news pages; a table, read by ``dates``.

The names are those of the Unicode CLDR's Gregorian calendars (https://cldr.unicode.org/), wide and abbreviated, with
the case forms that stand beside a day's number.
"""

# One row a month; the names of one language stand in one order in no particular row position.
MONTHS = (
    (
        "january jan janvier janv januar jänner enero ene janeiro gennaio januari января январь ocak يناير "
        "كانون\u00a0الثاني ינואר ژانویه januar"
    ),
    (
        "february feb février févr fevrier februar febrero fevereiro fev febbraio februari февраля февраль şubat "
        "فبراير شباط פברואר فوریه"
    ),
    "march mar mars märz marzo março marco maart марта март mart مارس آذار מרץ",
    "april apr avril avr abril abr aprile апреля апрель nisan أبريل ابريل إبريل نيسان אפריל آوریل",
    "may mai mayo maio maggio mei maj мая май mayıs مايو أيار מאי مه",
    "june jun juin juni junio junho giugno июня июнь haziran يونيو حزيران יוני ژوئن",
    "july jul juillet juil juli julio julho luglio июля июль temmuz يوليو تموز יולי ژوئیه",
    "august aug août aout agosto augustus augusti августа август ağustos أغسطس آب אוגוסט اوت",
    ("september sep sept septembre septiembre setembro settembre сентября сентябрь eylül سبتمبر أيلول ספטמבר سپتامبر"),
    (
        "october oct octobre oktober okt octubre outubro out ottobre октября октябрь ekim أكتوبر تشرين\u00a0الأول "
        "אוקטובר اکتبر"
    ),
    "november nov novembre noviembre novembro ноября ноябрь kasım نوفمبر تشرين\u00a0الثاني נובמבר نوامبر",
    (
        "december dec décembre déc decembre dezember dez diciembre dic dezembro dicembre декабря декабрь aralık "
        "ديسمبر كانون\u00a0الأول דצמבר دسامبر"
    ),
)

# Monday to Sunday.
WEEKDAYS = (
    (
        "monday lundi montag lunes segunda-feira lunedì maandag måndag понедельник pazartesi الاثنين الإثنين "
        "יום\u00a0שני 星期一 周一 週一"
    ),
    (
        "tuesday mardi dienstag martes terça-feira martedì dinsdag tisdag вторник salı الثلاثاء יום\u00a0שלישי "
        "星期二 周二 週二"
    ),
    (
        "wednesday mercredi mittwoch miércoles quarta-feira mercoledì woensdag onsdag среда среду çarşamba "
        "الأربعاء الاربعاء יום\u00a0רביעי 星期三 周三 週三"
    ),
    (
        "thursday jeudi donnerstag jueves quinta-feira giovedì donderdag torsdag четверг perşembe الخميس "
        "יום\u00a0חמישי 星期四 周四 週四"
    ),
    (
        "friday vendredi freitag viernes sexta-feira venerdì vrijdag fredag пятница пятницу cuma الجمعة "
        "יום\u00a0שישי 星期五 周五 週五"
    ),
    (
        "saturday samedi samstag sonnabend sábado sabato zaterdag lördag суббота субботу cumartesi السبت "
        "יום\u00a0שבת 星期六 周六 週六"
    ),
    (
        "sunday dimanche sonntag domingo domenica zondag söndag воскресенье pazar الأحد الاحد יום\u00a0ראשון "
        "星期日 星期天 周日 週日"
    ),
)
