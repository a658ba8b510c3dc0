"""Words of Media RSS: the roles of people, and the ratings of films.

Sources: the European Broadcasting Union's role codes
(https://www.ebu.ch/metadata/ontologies/skos/ebu_RoleCodeCS.rdf) with the shorter names that Media RSS uses beside them;
Media RSS 1.5.1 (https://www.rssboard.org/media-rss#media-rating). Taken by hand in 2026.
"""

from typing import Final


def _names(table: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in table.split(","))


ROLES: Final = _names(
    """
actor, adaptor, anchor person, animal trainer, animator, announcer, armourer, art director, artist, artist/performer,
assistant camera, assistant chief lighting technician, assistant director, assistant producer, assistant visual editor,
author, broadcast assistant, broadcast journalist, camera operator, carpenter, casting, causeur,
chief lighting technician, choir, choreographer, clapper loader, commentator, commissioning broadcaster,
commissioning editor, composer, computer programmer, conductor, consultant, continuity checker, correspondent,
costume designer, dancer, dialogue coach, director, director of photography, distribution company, draughtsman, dresser,
dubber, editor, editor/producer, editor/producer/director, ensemble, executive producer, expert, fight director,
floor manager, focus puller, foley artist, foley editor, foley mixer, graphic assistant, graphic designer, greensman,
grip, hairdresser, host, illustrator, interviewed guest, interviewer, key character, key grip, key talents, leadman,
librettist, lighting director, lighting technician, location manager, lyricist, make up artist, manufacturer,
matte artist, music arranger, music group, musician, news reader, orchestra, owner, participant, performer,
photographer, post-production editor, presenter, producer, production assistant, production company,
production department, production manager, production secretary, programme production researcher, programme proposal,
property manager, publishing company, puppeteer, pyrotechnician, reporter, rigger, runner, scenario, scenic operative,
script supervisor, second assistant camera, second assistant director, second unit director, set designer, set dresser,
sign language, singer, sound designer, sound mixer, sound recordist, special effects, stunts, subtitles,
technical director, term, translation, translator, transportation manager, treatment, treatment proposal,
treatment/programme proposal, vision mixer, visual editor, visual effects, wardrobe, witness, writer
"""
)
"""Roles of the EBU's list, in small letters."""

RATINGS: Final = {
    "": _names("adult, nonadult"),
    "urn:simple": _names("adult, nonadult"),
    "urn:mpaa": _names("g, nc-17, pg, pg-13, r, x"),
    "urn:v-chip": _names("14+, 18+, c, c8, g, pg, tv-14, tv-g, tv-ma, tv-pg, tv-y, tv-y7, tv-y7-fv"),
}
"""Rating schemes, and the ratings of each."""
