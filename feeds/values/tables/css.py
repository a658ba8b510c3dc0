"""The properties that a style attribute may set: those of CSS, current and obsolete, that browsers know.

Source: the W3C's list of all properties (https://www.w3.org/Style/CSS/all-properties.en.html), the properties that
browsers kept for old pages, and those of SVG that are set by style (https://www.w3.org/TR/SVG2/propidx.html); taken by
hand in 2025. Properties with a vendor's prefix and custom ones begin with a hyphen and are not listed.
"""

from itertools import product
from typing import Final

from feeds.values.tables import words

_SIDES: Final = words("top right bottom left block inline block-start block-end inline-start inline-end")
_CORNERS: Final = words("top-left top-right bottom-left bottom-right start-start start-end end-start end-end")

_PLAIN: Final = words(
    """
accent-color align-content align-items align-self alignment-baseline all anchor-name animation animation-composition
animation-delay animation-direction animation-duration animation-fill-mode animation-iteration-count animation-name
animation-play-state animation-range animation-timeline animation-timing-function appearance aspect-ratio azimuth
backdrop-filter backface-visibility background background-attachment background-blend-mode background-clip
background-color background-image background-origin background-position background-position-x background-position-y
background-repeat background-repeat-x background-repeat-y background-size baseline-shift baseline-source block-size
border border-boundary border-collapse border-color border-image border-image-outset border-image-repeat
border-image-slice border-image-source border-image-width border-radius border-shape border-spacing border-style
border-width bottom box-align box-decoration-break box-direction box-flex box-orient box-pack box-shadow box-sizing
box-snap break-after break-before break-inside caption-side caret caret-color caret-shape clear clip clip-path
clip-rule color color-adjust color-interpolation color-interpolation-filters color-profile color-rendering
color-scheme column-count column-fill column-gap column-rule column-rule-color column-rule-style column-rule-width
column-span column-width columns contain contain-intrinsic-block-size contain-intrinsic-height
contain-intrinsic-inline-size contain-intrinsic-size contain-intrinsic-width container container-name container-type
content content-visibility corner-shape counter-increment counter-reset counter-set cue cue-after cue-before cursor cx
cy d direction display dominant-baseline elevation empty-cells enable-background field-sizing fill fill-opacity
fill-rule filter flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float float-defer
float-offset float-reference flood-color flood-opacity flow-from flow-into font font-display font-family
font-feature-settings font-kerning font-language-override font-optical-sizing font-palette font-size font-size-adjust
font-smooth font-stretch font-style font-synthesis font-synthesis-position font-synthesis-small-caps
font-synthesis-style font-synthesis-weight font-variant font-variant-alternates font-variant-caps
font-variant-east-asian font-variant-emoji font-variant-ligatures font-variant-numeric font-variant-position
font-variation-settings font-weight font-width forced-color-adjust gap glyph-orientation-horizontal
glyph-orientation-vertical grid grid-area grid-auto-columns grid-auto-flow grid-auto-rows grid-column grid-column-end
grid-column-gap grid-column-start grid-gap grid-row grid-row-end grid-row-gap grid-row-start grid-template
grid-template-areas grid-template-columns grid-template-rows hanging-punctuation height hyphenate-character
hyphenate-limit-chars hyphens image-orientation image-rendering image-resolution ime-mode initial-letter
initial-letter-align initial-value inline-size inline-sizing inset inset-area interactivity interpolate-size isolation
justify-content justify-items justify-self kerning layout-flow layout-grid layout-grid-char layout-grid-line
layout-grid-mode layout-grid-type left letter-spacing lighting-color line-break line-clamp line-grid line-height
line-height-step line-padding line-snap list-style list-style-image list-style-position list-style-type margin
margin-break margin-trim marker marker-end marker-mid marker-offset marker-side marker-start marks mask mask-border
mask-border-mode mask-border-outset mask-border-repeat mask-border-slice mask-border-source mask-border-width
mask-clip mask-composite mask-image mask-mode mask-origin mask-position mask-repeat mask-size mask-type math-depth
math-shift math-style max-block-size max-height max-inline-size max-lines max-width min-block-size min-height
min-inline-size min-width mix-blend-mode nav-down nav-left nav-right nav-up object-fit object-position object-view-box
offset offset-anchor offset-distance offset-path offset-position offset-rotate opacity order orphans outline
outline-color outline-offset outline-style outline-width overflow overflow-anchor overflow-block overflow-clip-margin
overflow-inline overflow-wrap overflow-x overflow-y overlay overscroll-behavior overscroll-behavior-block
overscroll-behavior-inline overscroll-behavior-x overscroll-behavior-y padding page page-break-after page-break-before
page-break-inside paint-order pause pause-after pause-before perspective perspective-origin pitch pitch-range
place-content place-items place-self play-during pointer-events position position-anchor position-area position-try
position-try-fallbacks position-try-order position-visibility print-color-adjust quotes r reading-flow reading-order
region-fragment resize rest rest-after rest-before richness right rotate row-gap row-rule ruby-align ruby-merge
ruby-overhang ruby-position rx ry scale scroll-behavior scroll-marker-group scroll-snap-align scroll-snap-stop
scroll-snap-type scroll-timeline scroll-timeline-axis scroll-timeline-name scrollbar-3dlight-color
scrollbar-arrow-color scrollbar-base-color scrollbar-color scrollbar-darkshadow-color scrollbar-face-color
scrollbar-gutter scrollbar-highlight-color scrollbar-shadow-color scrollbar-track-color scrollbar-width
shape-image-threshold shape-inside shape-margin shape-outside shape-padding shape-rendering size speak speak-as
speak-header speak-numeral speak-punctuation speech-rate src stop-color stop-opacity stress string-set stroke
stroke-alignment stroke-color stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
stroke-opacity stroke-width tab-size table-layout text-align text-align-all text-align-last text-anchor text-autospace
text-box text-box-edge text-box-trim text-combine-upright text-decoration text-decoration-color text-decoration-line
text-decoration-skip text-decoration-skip-box text-decoration-skip-ink text-decoration-skip-inset
text-decoration-style text-decoration-thickness text-emphasis text-emphasis-color text-emphasis-position
text-emphasis-skip text-emphasis-style text-group-align text-indent text-justify text-kashida-space text-line-through
text-orientation text-overflow text-overline text-rendering text-shadow text-size-adjust text-spacing
text-spacing-trim text-transform text-underline text-underline-color text-underline-offset text-underline-position
text-underline-style text-wrap text-wrap-mode text-wrap-style timeline-scope top touch-action transform transform-box
transform-origin transform-style transition transition-behavior transition-delay transition-duration
transition-property transition-timing-function translate unicode-bidi unicode-range user-modify user-select user-zoom
vector-effect vertical-align view-timeline view-timeline-axis view-timeline-inset view-timeline-name
view-transition-class view-transition-name visibility voice-balance voice-duration voice-family voice-pitch
voice-range voice-rate voice-stress voice-volume volume white-space white-space-collapse white-space-trim
white-space-treatment widows width will-change word-break word-spacing word-wrap wrap-after wrap-before wrap-flow
wrap-inside wrap-through writing-mode x y z-index zoom
"""
)

PROPERTIES: Final = (
    _PLAIN
    | {f"{name}-{side}" for name, side in product(("margin", "padding", "inset", "border"), _SIDES)}
    | {f"border-{side}-{what}" for side, what in product(_SIDES, ("color", "style", "width", "radius"))}
    | {f"border-{corner}-radius" for corner in _CORNERS}
    | {f"scroll-{name}" for name in ("margin", "padding")}
    | {f"scroll-{name}-{side}" for name, side in product(("margin", "padding"), _SIDES)}
)
"""Every property, in small letters."""
