"""Words of podcast directories: Apple's categories, the names they had before, and who does what in a podcast.

Sources: Apple, "Podcast categories" (https://podcasters.apple.com/support/1691-apple-podcasts-categories), the list of
2019; the lists of 2005 and 2012 as Apple's older specifications had them. The Podcast Taxonomy as the podcast namespace
has it (https://github.com/Podcastindex-org/podcast-namespace/blob/main/taxonomy.json). Taken by hand in 2026.
"""

from typing import Final


def _lines(table: str) -> dict[str, tuple[str, ...]]:
    """The lines of a table, ``key: value, value``."""
    rows = (line.partition(":") for line in table.strip().splitlines())
    return {key.strip(): tuple(filter(None, (value.strip() for value in rest.split(",")))) for key, _, rest in rows}


CATEGORIES: Final = _lines(
    """
Arts: Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts
Business: Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit
Comedy: Comedy Interviews, Improv, Stand-Up
Education: Courses, How To, Language Learning, Self-Improvement
Fiction: Comedy Fiction, Drama, Science Fiction
Government:
Health & Fitness: Alternative Health, Fitness, Medicine, Mental Health, Nutrition, Sexuality
History:
Kids & Family: Education for Kids, Parenting, Pets & Animals, Stories for Kids
Leisure: Animation & Manga, Automotive, Aviation, Crafts, Games, Hobbies, Home & Garden, Video Games
Music: Music Commentary, Music History, Music Interviews
News: Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News, Tech News
Religion & Spirituality: Buddhism, Christianity, Hinduism, Islam, Judaism, Religion, Spirituality
Science: Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences, Nature, Physics, Social Sciences
Society & Culture: Documentary, Personal Journals, Philosophy, Places & Travel, Relationships
Sports: Baseball, Basketball, Cricket, Fantasy Sports, Football, Golf, Hockey, Rugby, Running, Soccer, Swimming, Tennis, Volleyball, Wilderness, Wrestling
Technology:
True Crime:
TV & Film: After Shows, Film History, Film Interviews, Film Reviews, TV Reviews
"""  # noqa: E501 - a table with one category a line
)
"""Apple's categories and the subcategories of each."""

SUCCESSORS: Final = {
    old: new[0]
    for old, new in _lines(
        """
Arts & Entertainment: Arts
Architecture: Arts > Design
Literature: Arts > Books
Photography: Arts > Visual Arts
Poetry: Arts > Performing Arts
Entertainment: Arts
Audio Blogs: Society & Culture > Personal Journals
Finance: Business > Investing
Management & Marketing: Business > Management
Shopping: Business
Careers & Employment: Business > Careers
Education Technology: Education
Educational Technology: Education
Higher Education: Education > Courses
K-12: Education
K - 12: Education
Language Courses: Education > Language Learning
Training: Education > How To
Family: Kids & Family
Games & Hobbies: Leisure
Other Games: Leisure > Games
Government & Organizations: Government
Local: Government
National: Government
Regional: Government
Organizations: Business > Non-Profit
Health: Health & Fitness
Diet & Nutrition: Health & Fitness > Nutrition
Fitness & Nutrition: Health & Fitness > Fitness
Self-Help: Education > Self-Improvement
International: News
Movies & Television: TV & Film
News & Politics: News
Politics: News > Politics
Public Radio: News
Talk Radio: News > News Commentary
Other: Religion & Spirituality
New Age: Religion & Spirituality > Spirituality
Philosophy: Society & Culture > Philosophy
Science & Medicine: Science
Food: Arts > Food
Sports & Recreation: Sports
Amateur: Sports
College & High School: Sports
Outdoor: Sports > Wilderness
Professional: Sports
Computers: Technology
Developers: Technology
Gadgets: Technology
Information Technology: Technology
Operating Systems: Technology
Podcasting: Technology
Software How-To: Technology
Tech News: News > Tech News
Transportation: Leisure > Automotive
Travel: Society & Culture > Places & Travel
Hobbies: Leisure > Hobbies
Automotive: Leisure > Automotive
Aviation: Leisure > Aviation
Video Games: Leisure > Video Games
Non-Profit: Business > Non-Profit
Business News: News > Business News
Medicine: Health & Fitness > Medicine
Society & Culture > History: History
Technology > News: News > Tech News
Smart Phones: Technology
Text/Speech: Technology
Bicycles: Leisure
Commuting: Leisure
Australian: News
Belgian: News
Brazilian: News
Canadian: News
Chinese: News
Dutch: News
French: News
German: News
Hebrew: News
Italian: News
Japanese: News
Norwegian: News
Polish: News
Portuguese: News
Spanish: News
Swedish: News
"""
    ).items()
}
"""Categories that Apple had, or had elsewhere, and where a show of theirs is found today."""

TAXONOMY: Final = _lines(
    """
creative direction: director, assistant director, executive producer, senior producer, producer, associate producer, development producer, creative director
cast: host, co-host, guest host, guest, voice actor, narrator, announcer, reporter
writing: author, editorial director, co-writer, writer, songwriter, guest writer, story editor, managing editor, script editor, script coordinator, researcher, editor, fact checker, translator, translater, transcriber, logger
audio production: studio coordinator, technical director, technical manager, audio engineer, remote recording engineer, post production engineer
audio post-production: audio editor, sound designer, foley artist, composer, theme music, music production, music contributor
administration: production coordinator, booking coordinator, production assistant, content manager, marketing manager, sales representative, sales manager
visuals: graphic designer, cover art designer
community: social media manager
misc.: consultant, intern
video production: camera operator, lighting designer, camera grip, assistant camera
video post-production: editor, assistant editor
"""  # noqa: E501 - a table with one group a line
)
"""The groups and roles of the Podcast Taxonomy, in small letters."""
