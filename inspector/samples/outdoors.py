"""Outdoor scenes of the sample pictures: building sites by night and day, yards, roads, stacks, roofs, a venue."""

from __future__ import annotations

from inspector.samples.canvas import HEIGHT, WIDTH, Canvas, Tint

_NIGHT = ((7, 10, 24), (14, 20, 42), (38, 40, 62), (74, 62, 66))
_DAY = ((96, 142, 190), (150, 184, 214), (206, 220, 228))
_GREY_DAY = ((150, 160, 170), (184, 190, 194), (210, 210, 206))


def night_site(canvas: Canvas, reading: str) -> None:
    """A tower crane and a frame under floodlights."""
    _night_ground(canvas)
    _skyline(canvas, 700, lit=True)
    _frame(canvas, 820, 250, 560, 590, night=True)
    _tower_crane(canvas, 560, 120, 860, (178, 150, 60))
    _hoarding(canvas, 800, (40, 62, 92))
    for x in (330, 770, 1440):
        canvas.line([(x, 820), (x, 500)], (60, 60, 66), 8)
        canvas.rect(x - 34, 484, x + 34, 512, (255, 250, 224))
        canvas.glow(x, 500, 330, (255, 236, 180), 0.95)
    _worker(canvas, 420, 960, 1.0)
    _worker(canvas, 690, 935, 0.8)


def pump_truck(canvas: Canvas, reading: str) -> None:
    """A concrete pump pouring at night, mixer beside it."""
    _night_ground(canvas)
    _skyline(canvas, 680, lit=True)
    _frame(canvas, 1000, 330, 520, 520, night=True)
    canvas.glow(1240, 360, 420, (255, 232, 170), 0.8)
    canvas.glow(300, 480, 300, (255, 240, 190), 0.9)
    boom = [(430, 820), (380, 360), (820, 210), (1120, 330), (1150, 480)]
    canvas.line(boom, (196, 62, 40), 24)
    canvas.line(boom, (232, 232, 228), 6)
    for x, y in boom[1:-1]:
        canvas.disc(x, y, 18, 18, (60, 60, 64))
    canvas.line([(1150, 480), (1148, 590), (1140, 640)], (40, 40, 44), 14)
    _truck(canvas, 190, 860, (226, 226, 220), (196, 62, 40))
    _mixer(canvas, 770, 900)
    canvas.rect(300, 470, 340, 500, (255, 250, 228))
    _worker(canvas, 690, 1010, 1.1)
    _worker(canvas, 1120, 700, 0.55)


def stockpile_bare(canvas: Canvas, reading: str) -> None:
    """A heap of sand without cover, dust in the wind."""
    canvas.gradient((0, 0, WIDTH, 700), _GREY_DAY)
    _skyline(canvas, 620, lit=False)
    _wall(canvas, 560, 720)
    _earth(canvas, 700, (138, 122, 98), (176, 158, 130))
    _heap(canvas, 300, 860, 520, 330, (150, 118, 76), (206, 172, 122))
    _heap(canvas, 960, 900, 640, 470, (158, 126, 84), (222, 190, 140))
    canvas.haze((700, 380, 1500, 640), (216, 200, 172), 46, 150)
    _digger(canvas, 180, 880)
    canvas.mottle(
        [(0, 1040), (WIDTH, 980), (WIDTH, HEIGHT), (0, HEIGHT)], (120, 104, 82), (166, 148, 118), (30, 8)
    )


def stockpile_covered(canvas: Canvas, reading: str) -> None:
    """The same yard after rectification: heaps under green netting, held by sandbags, spray posts."""
    canvas.gradient((0, 0, WIDTH, 700), _DAY)
    _skyline(canvas, 620, lit=False)
    _wall(canvas, 560, 720)
    _earth(canvas, 700, (128, 120, 106), (160, 152, 138))
    _net_heap(canvas, 300, 860, 520, 330)
    _net_heap(canvas, 960, 900, 640, 470)
    for x in range(90, WIDTH, 330):
        canvas.line([(x, 980), (x, 760)], (90, 98, 104), 9)
        canvas.haze((x - 70, 700, x + 70, 790), (236, 242, 246), 10, 60)


def muddy_road(canvas: Canvas, reading: str) -> None:
    """A site gate with tyre tracks of mud carried onto the public road."""
    canvas.gradient((0, 0, WIDTH, 640), _GREY_DAY)
    _skyline(canvas, 560, lit=False)
    _hoarding(canvas, 560, (46, 104, 76))
    canvas.mottle(
        [(0, 740), (WIDTH, 740), (WIDTH, HEIGHT), (0, HEIGHT)], (84, 86, 88), (112, 114, 114), (26, 8)
    )
    canvas.rect(640, 430, 960, 745, (120, 108, 88))
    canvas.rect(600, 390, 646, 760, (170, 60, 50))
    canvas.rect(954, 390, 1000, 760, (170, 60, 50))
    canvas.rect(600, 350, 1000, 420, (30, 74, 140))
    canvas.text(800, 386, "施工车辆出入口", 40, (255, 255, 255), "mm")
    canvas.mottle(
        [(690, 742), (900, 742), (1180, HEIGHT), (300, HEIGHT)], (104, 78, 48), (146, 114, 74), (26, 10), 0.6
    )
    for shift in (-1, 1):
        for track in (0, 26):
            top, foot = 795 + shift * 55 + track * 0.3, 760 + shift * 260 + track * 2
            canvas.line([(top, 744), (foot, HEIGHT)], (78, 56, 34, 190), 17)
    for _ in range(150):
        x, y = canvas.rng.uniform(240, 1300), canvas.rng.uniform(790, 1180)
        size = (y - 700) / 60
        canvas.disc(x, y, size, size * 0.5, (92, 68, 42, 200))
    for x, foot in ((200, 950), (1330, 1130)):
        canvas.poly([(x, foot), (x + 60, foot), (x + 36, foot - 170), (x + 24, foot - 170)], (226, 96, 40))
        canvas.rect(x + 17, foot - 100, x + 43, foot - 66, (240, 240, 236))


def wheel_wash(canvas: Canvas, reading: str) -> None:
    """A wheel-washing bay at the gate, spraying."""
    canvas.gradient((0, 0, WIDTH, 640), _DAY)
    _skyline(canvas, 560, lit=False)
    _hoarding(canvas, 570, (46, 104, 76))
    canvas.mottle(
        [(0, 740), (WIDTH, 740), (WIDTH, HEIGHT), (0, HEIGHT)], (124, 126, 126), (152, 154, 152), (26, 8)
    )
    canvas.poly([(420, 800), (1180, 800), (1400, 1120), (200, 1120)], (70, 82, 90))
    for step in range(14):
        y = 806 + step * step * 1.7
        spread = (y - 800) * 0.69
        canvas.line([(424 - spread, y), (1176 + spread, y)], (150, 160, 164), 3 + step / 3)
    _truck(canvas, 480, 960, (60, 110, 80), (206, 160, 60))
    for x in (400, 1210):
        canvas.rect(x, 640, x + 34, 1000, (40, 92, 150))
        canvas.haze((x - 60 if x > 800 else x, 720, x if x > 800 else x + 130, 980), (240, 246, 250), 26, 90)
    canvas.haze((420, 1010, 1200, 1110), (226, 234, 240), 30, 90)
    canvas.rect(640, 560, 960, 640, (30, 74, 140))
    canvas.text(800, 600, "车辆冲洗平台", 42, (255, 255, 255), "mm")


def stack(canvas: Canvas, reading: str) -> None:
    """An exhaust stack with ladder and sampling platform above a workshop roof."""
    canvas.gradient((0, 0, WIDTH, 900), _DAY)
    canvas.haze((800, 70, 900, 110), (244, 246, 248), 8, 60)
    canvas.haze((900, 30, 1120, 90), (244, 246, 248), 9, 100)
    canvas.poly([(0, 860), (520, 720), (1600, 720), (1600, HEIGHT), (0, HEIGHT)], (150, 158, 164))
    for x in range(-200, 1700, 62):
        canvas.line([(x + 300, 720), (x, HEIGHT)], (132, 140, 146), 5)
    canvas.poly([(700, 130), (850, 130), (880, 900), (670, 900)], (188, 192, 194))
    canvas.poly([(800, 130), (850, 130), (880, 900), (816, 900)], (152, 158, 162))
    canvas.disc(775, 130, 75, 17, (70, 74, 78))
    for y in (240, 400):
        canvas.poly([(694, y), (856, y), (858, y + 56), (692, y + 56)], (190, 66, 54))
    canvas.rect(560, 560, 1000, 582, (196, 150, 50))
    for x in range(566, 1001, 54):
        canvas.line([(x, 560), (x, 470)], (206, 160, 60), 7)
    canvas.line([(560, 474), (1000, 474)], (206, 160, 60), 9)
    canvas.line([(560, 516), (1000, 516)], (206, 160, 60), 6)
    canvas.disc(778, 520, 24, 24, (90, 96, 100))
    canvas.disc(778, 520, 14, 14, (44, 48, 52))
    for y in range(592, 900, 26):
        canvas.line([(900, y), (944, y)], (120, 126, 130), 5)
    canvas.line([(900, 582), (900, 900)], (120, 126, 130), 8)
    canvas.line([(944, 582), (944, 900)], (120, 126, 130), 8)
    canvas.rect(690, 640, 862, 730, (246, 246, 240))
    canvas.rect(690, 640, 862, 672, (30, 96, 64))
    canvas.text(776, 656, "废气排放口", 24, (255, 255, 255), "mm")
    canvas.text(776, 702, reading or "DA001", 36, (30, 34, 38), "mm")
    canvas.rect(180, 800, 600, 900, (120, 128, 134))
    canvas.rect(560, 760, 690, 820, (140, 148, 152))


def roof_fans(canvas: Canvas, reading: str) -> None:
    """Cooling units on a roof edge, homes across the street."""
    canvas.gradient((0, 0, WIDTH, 764), _GREY_DAY)
    for left, top in ((60, 180), (420, 120), (820, 210), (1220, 150)):
        canvas.rect(left, top, left + 320, 760, (196, 188, 176))
        for y in range(top + 30, 730, 74):
            for x in range(left + 24, left + 290, 74):
                canvas.rect(x, y, x + 46, y + 44, (96, 112, 128))
                canvas.rect(x - 4, y + 44, x + 52, y + 52, (168, 160, 148))
    canvas.mottle(
        [(0, 740), (WIDTH, 740), (WIDTH, HEIGHT), (0, HEIGHT)], (128, 128, 124), (158, 158, 152), (20, 9)
    )
    canvas.rect(0, 720, WIDTH, 764, (176, 174, 168))
    for left in (120, 620, 1120):
        canvas.poly(
            [(left - 20, 1130), (left + 400, 1130), (left + 440, 1166), (left, 1166)], (90, 90, 88, 150)
        )
        canvas.rect(left, 690, left + 380, 1140, (206, 210, 210), 10)
        canvas.rect(left, 690, left + 380, 730, (186, 190, 192), 10)
        canvas.disc(left + 190, 910, 150, 150, (70, 76, 80))
        for blade in range(6):
            canvas.arc(
                left + 190, 910, 118, blade * 60 + left % 37, blade * 60 + 34 + left % 37, (120, 128, 132), 64
            )
        for ring in range(30, 156, 24):
            canvas.arc(left + 190, 910, ring, 0, 360, (190, 194, 196), 3)
        canvas.disc(left + 190, 910, 26, 26, (150, 156, 158))
        canvas.rect(left + 120, 692, left + 260, 728, (238, 238, 232))
        canvas.text(left + 190, 710, f"冷却塔 {left // 500 + 1}#", 24, (40, 44, 48), "mm")


def venue(canvas: Canvas, reading: str) -> None:
    """An entertainment venue's front at night."""
    canvas.gradient((0, 0, WIDTH, 900), _NIGHT)
    canvas.rect(0, 100, WIDTH, 960, (38, 30, 46))
    for x in range(40, WIDTH, 220):
        canvas.rect(x, 140, x + 150, 260, (24, 22, 34))
        if canvas.rng.random() < 0.5:
            canvas.rect(x + 8, 148, x + 142, 252, (206, 176, 110))
    canvas.rect(240, 320, 1360, 520, (18, 14, 26), 18)
    canvas.rect(252, 332, 1348, 508, (46, 12, 50), 14)
    canvas.text(800, 420, "星海歌厅", 130, (255, 120, 190), "mm")
    canvas.glow(800, 420, 640, (230, 40, 140), 0.7)
    canvas.rect(560, 580, 1040, 960, (250, 214, 150))
    for x in (560, 796, 1036):
        canvas.rect(x, 580, x + 8, 960, (60, 44, 34))
    canvas.glow(800, 780, 460, (255, 190, 110), 0.8)
    for x in (300, 1220):
        canvas.rect(x, 620, x + 90, 760, (26, 26, 30), 8)
        canvas.disc(x + 45, 720, 32, 32, (60, 60, 66))
        canvas.disc(x + 45, 655, 16, 16, (60, 60, 66))
    canvas.mottle([(0, 960), (WIDTH, 960), (WIDTH, HEIGHT), (0, HEIGHT)], (36, 32, 44), (74, 58, 74), (40, 7))
    canvas.glow(800, 1080, 520, (220, 120, 120), 0.35)
    _worker(canvas, 500, 1060, 1.2, (44, 40, 58), helmet=False)


def _night_ground(canvas: Canvas) -> None:
    canvas.gradient((0, 0, WIDTH, 840), _NIGHT)
    canvas.mottle([(0, 820), (WIDTH, 820), (WIDTH, HEIGHT), (0, HEIGHT)], (34, 32, 34), (86, 78, 68), (26, 9))
    canvas.glow(800, 860, 760, (120, 104, 74), 0.5)


def _skyline(canvas: Canvas, foot: int, lit: bool) -> None:
    """Far houses; by night with a few windows on."""
    x = -20
    while x < WIDTH:
        wide, tall = canvas.rng.randint(70, 170), canvas.rng.randint(90, 330)
        shade = canvas.rng.randint(0, 14)
        body: Tint = (24 + shade, 26 + shade, 42 + shade) if lit else (158 + shade, 168 + shade, 176 + shade)
        canvas.rect(x, foot - tall, x + wide, foot + 130, body)
        for wy in range(foot - tall + 14, foot - 20, 26):
            for wx in range(x + 10, x + wide - 16, 22):
                if lit and canvas.rng.random() < 0.16:
                    canvas.rect(wx, wy, wx + 10, wy + 12, (214, 184, 120))
                elif not lit:
                    canvas.rect(wx, wy, wx + 10, wy + 13, (136 + shade, 148 + shade, 160 + shade))
        x += wide + canvas.rng.randint(-8, 40)


def _frame(canvas: Canvas, left: int, top: int, wide: int, tall: int, night: bool) -> None:
    """A concrete frame with scaffold and a green net on part of it."""
    concrete: Tint = (98, 94, 90) if night else (176, 172, 164)
    inside: Tint = (30, 29, 34) if night else (120, 118, 114)
    canvas.rect(left, top, left + wide, top + tall, inside)
    floors = max(4, tall // 92)
    for floor in range(floors + 1):
        y = top + floor * tall / floors
        canvas.rect(left - 8, y - 9, left + wide + 8, y + 9, concrete)
        if night and floor < floors and canvas.rng.random() < 0.8:
            x = canvas.rng.uniform(left + 40, left + wide - 40)
            canvas.glow(x, y + 40, 120, (255, 220, 150), 0.9)
            canvas.rect(x - 7, y + 28, x + 7, y + 40, (255, 248, 220))
    for step in range(7):
        x = left + step * wide / 6
        canvas.rect(x - 9, top, x + 9, top + tall, concrete)
        canvas.line([(x, top), (x + canvas.rng.randint(-6, 6), top - 52)], concrete, 4)
    for y in range(top - 20, top + tall, 46):
        canvas.line([(left - 26, y), (left + wide * 0.42, y)], (150, 140, 110, 150), 3)
    for x in range(left - 26, int(left + wide * 0.42), 40):
        canvas.line([(x, top - 30), (x, top + tall)], (150, 140, 110, 150), 3)
    canvas.rect(left - 26, top + tall * 0.35, left + wide * 0.42, top + tall, (36, 92, 66, 170))


def _tower_crane(canvas: Canvas, x: int, top: int, foot: int, colour: Tint) -> None:
    """Mast, jib, counter-jib, cab, hook, red light."""
    for side in (-15, 15):
        canvas.line([(x + side, top + 60), (x + side, foot)], colour, 6)
    for y in range(top + 60, foot, 34):
        canvas.line([(x - 15, y), (x + 15, y + 34)], colour, 3)
        canvas.line([(x + 15, y), (x - 15, y + 34)], colour, 3)
    jib, tail = x + 820, x - 250
    canvas.line([(tail, top + 60), (jib, top + 44)], colour, 7)
    canvas.line([(x, top + 24), (jib - 40, top + 32)], colour, 4)
    for step in range(x, jib - 40, 38):
        canvas.line([(step, top + 56), (step + 19, top + 28), (step + 38, top + 54)], colour, 3)
    canvas.line([(tail + 10, top + 58), (x, top - 60), (jib - 200, top + 30)], colour, 3)
    canvas.line([(x, top + 60), (x, top - 60)], colour, 8)
    canvas.rect(tail, top + 52, tail + 90, top + 116, (88, 86, 84))
    canvas.rect(x + 18, top + 62, x + 66, top + 112, (198, 204, 206))
    canvas.line([(x + 420, top + 50), (x + 420, top + 250)], (130, 130, 134), 3)
    canvas.rect(x + 390, top + 250, x + 450, top + 268, (120, 100, 70))
    canvas.disc(x, top - 62, 7, 7, (255, 70, 60))
    canvas.glow(x, top - 62, 60, (255, 50, 40), 0.8)


def _hoarding(canvas: Canvas, top: int, colour: Tint) -> None:
    """A site fence of panels."""
    canvas.rect(0, top, WIDTH, top + 180, colour)
    for x in range(0, WIDTH, 86):
        canvas.line([(x, top), (x, top + 180)], (colour[0] // 2, colour[1] // 2, colour[2] // 2), 4)
    canvas.rect(0, top - 6, WIDTH, top + 8, (200, 200, 196))
    canvas.rect(0, top + 150, WIDTH, top + 180, (188, 178, 60))
    for x in range(0, WIDTH, 60):
        canvas.poly(
            [(x, top + 180), (x + 24, top + 150), (x + 50, top + 150), (x + 26, top + 180)], (40, 40, 40)
        )


def _wall(canvas: Canvas, top: int, foot: int) -> None:
    canvas.rect(0, top, WIDTH, foot, (180, 176, 168))
    for x in range(40, WIDTH, 150):
        canvas.rect(x, top - 14, x + 22, foot, (160, 156, 148))


def _earth(canvas: Canvas, top: int, dark: Tint, light: Tint) -> None:
    canvas.mottle([(0, top), (WIDTH, top), (WIDTH, HEIGHT), (0, HEIGHT)], dark, light, (28, 9))


def _outline(canvas: Canvas, left: int, foot: int, wide: int, tall: int) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = [(left, foot)]
    for step in range(1, 20):
        share = step / 20
        height = tall * (1 - abs(2 * share - 1) ** 1.5) + canvas.rng.uniform(-7, 7)
        points.append((left + wide * share, foot - height))
    return [*points, (left + wide, foot), (left + wide * 0.5, foot + 34)]


def _heap(canvas: Canvas, left: int, foot: int, wide: int, tall: int, dark: Tint, light: Tint) -> None:
    points = _outline(canvas, left, foot, wide, tall)
    canvas.mottle(points, dark, light, (9, 7), 0.55)
    ridge = points[10]
    shade = [ridge, *points[11:21], (left + wide * 0.6, foot + 26)]
    canvas.poly(shade, (60, 40, 20, 70))


def _net_heap(canvas: Canvas, left: int, foot: int, wide: int, tall: int) -> None:
    points = _outline(canvas, left, foot, wide, tall)
    canvas.mottle(points, (30, 96, 58), (66, 140, 88), (12, 10), 0.4)
    peak = points[10]
    for step in range(-9, 10):
        canvas.line(
            [(peak[0] + step * 6, peak[1] + abs(step) * 8), (peak[0] + step * wide / 19, foot)],
            (20, 70, 42, 130),
            2,
        )
    canvas.poly([peak, *points[11:21], (left + wide * 0.6, foot + 26)], (10, 40, 24, 80))
    for step in range(16):
        x = left + wide * step / 15
        bow = 34 * (1 - abs(2 * step / 15 - 1))
        canvas.disc(x, foot + bow, 22, 12, (214, 206, 186))


def _truck(canvas: Canvas, left: int, foot: int, cab: Tint, body: Tint) -> None:
    """A lorry seen from the side, facing left."""
    canvas.disc(left + 240, foot + 62, 300, 20, (10, 10, 12, 140))
    canvas.rect(left, foot - 150, left + 120, foot + 20, cab, 14)
    canvas.rect(left + 10, foot - 138, left + 76, foot - 74, (70, 92, 112), 8)
    canvas.rect(left + 126, foot - 120, left + 500, foot - 8, body, 8)
    canvas.rect(left + 20, foot - 8, left + 500, foot + 24, (50, 52, 56))
    canvas.disc(left + 8, foot - 20, 9, 9, (255, 240, 190))
    for x in (70, 330, 430):
        canvas.disc(left + x, foot + 26, 42, 42, (26, 26, 28))
        canvas.disc(left + x, foot + 26, 18, 18, (130, 132, 134))


def _mixer(canvas: Canvas, left: int, foot: int) -> None:
    """A mixer lorry with its drum."""
    _truck(canvas, left, foot, (214, 160, 50), (70, 72, 76))
    drum = [(left + 150, foot - 70), (left + 210, foot - 200), (left + 400, foot - 230), (left + 490, foot - 150),
            (left + 470, foot - 90), (left + 300, foot - 40)]  # fmt: skip
    canvas.poly(drum, (206, 206, 200))
    for step in range(4):
        x = left + 220 + step * 62
        canvas.line([(x, foot - 200), (x + 40, foot - 60)], (196, 80, 50), 12)


def _digger(canvas: Canvas, left: int, foot: int) -> None:
    canvas.rect(left, foot - 36, left + 210, foot + 14, (46, 46, 48), 24)
    canvas.rect(left + 16, foot - 130, left + 190, foot - 40, (224, 166, 44), 10)
    canvas.rect(left + 110, foot - 210, left + 190, foot - 120, (70, 90, 104), 8)
    canvas.line(
        [(left + 100, foot - 110), (left + 230, foot - 290), (left + 340, foot - 120)], (214, 156, 40), 24
    )
    canvas.poly([(left + 310, foot - 130), (left + 376, foot - 110), (left + 350, foot - 40), (left + 296, foot - 74)],
                (70, 66, 60))  # fmt: skip


def _worker(
    canvas: Canvas, x: float, foot: float, size: float, coat: Tint = (226, 140, 40), helmet: bool = True
) -> None:
    """A standing figure, in working clothes if helmeted."""
    canvas.disc(x, foot, 34 * size, 8 * size, (0, 0, 0, 120))
    for side in (-11, 11):
        canvas.line(
            [(x + side * size, foot - 4), (x + side * 0.6 * size, foot - 74 * size)], (34, 40, 58), 15 * size
        )
    canvas.rect(x - 25 * size, foot - 150 * size, x + 25 * size, foot - 66 * size, coat, 10 * size)
    if helmet:
        canvas.rect(x - 25 * size, foot - 116 * size, x + 25 * size, foot - 104 * size, (236, 236, 200))
    for side in (-1, 1):
        canvas.line(
            [(x + 27 * side * size, foot - 142 * size), (x + 33 * side * size, foot - 84 * size)],
            coat,
            12 * size,
        )
    canvas.disc(x, foot - 172 * size, 17 * size, 20 * size, (206, 164, 130))
    canvas.disc(x, foot - 182 * size, 20 * size, 15 * size, (240, 206, 60) if helmet else (34, 28, 26))
