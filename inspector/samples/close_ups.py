"""Near views of the sample pictures: instruments with a reading, boards, papers, a paint booth, a carbon box."""

from __future__ import annotations

import math

from inspector.samples.canvas import HEIGHT, WIDTH, Canvas, Tint


def sound_meter(canvas: Canvas, reading: str) -> None:
    """A hand-held sound-level meter at night, its display lit; `reading` in dB(A), such as `67.3`."""
    canvas.gradient((0, 0, WIDTH, HEIGHT), ((12, 14, 26), (24, 26, 40), (40, 38, 44)))
    for _ in range(26):
        x, y = canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(80, 620)
        tint: Tint = canvas.rng.choice(((255, 214, 140), (255, 240, 200), (180, 200, 255), (255, 150, 90)))
        canvas.glow(x, y, canvas.rng.uniform(36, 110), tint, canvas.rng.uniform(0.25, 0.7))
    canvas.poly([(900, 760), (1190, 680), (1600, 860), (1600, 1200), (980, 1200)], (150, 108, 84))
    canvas.rect(742, 170, 858, 340, (92, 96, 100), 30)
    canvas.disc(800, 120, 96, 104, (34, 34, 38))
    for _ in range(240):
        angle, radius = canvas.rng.uniform(0, 6.283), canvas.rng.uniform(0, 92)
        x, y = 800 + radius * math.cos(angle), 120 + radius * math.sin(angle) * 1.06
        canvas.disc(x, y, 4, 4, (52, 52, 58))
    canvas.poly([(640, 330), (960, 330), (1010, 460), (1010, 1120), (960, 1180), (640, 1180), (590, 1120), (590, 460)],
                (58, 64, 72))  # fmt: skip
    canvas.poly(
        [(640, 330), (700, 330), (650, 470), (650, 1180), (640, 1180), (590, 1120), (590, 460)], (84, 92, 100)
    )
    canvas.rect(640, 470, 960, 760, (20, 24, 24), 14)
    canvas.rect(656, 486, 944, 744, (176, 214, 168), 8)
    ink: Tint = (22, 36, 26)
    canvas.text(672, 500, "LAeq", 30, ink)
    canvas.text(928, 500, "dB(A)", 30, ink, "rt")
    canvas.digits(926, 552, 106, reading or "67.3", ink)
    canvas.text(672, 700, "F  A", 26, ink)
    filled = min(1.0, max(0.0, (float(reading or "67.3") - 30) / 70))
    canvas.rect(740, 706, 928, 724, (140, 176, 134))
    canvas.rect(740, 706, 740 + 188 * filled, 724, ink)
    canvas.glow(800, 615, 330, (120, 190, 120), 0.25)
    for row in range(3):
        for column in range(3):
            x, y = 690 + column * 110, 830 + row * 92
            canvas.rect(x - 38, y - 26, x + 38, y + 26, (34, 38, 44), 12)
            canvas.rect(x - 34, y - 24, x + 34, y + 18, (104, 112, 120), 10)
    canvas.text(800, 1140, "积分声级计  1 级", 30, (214, 220, 224), "mm")
    for x, y, tilt in ((985, 700, 0), (1000, 790, 6), (1004, 880, 10), (996, 966, 16)):
        canvas.rect(x - 70, y - 40, x + 160, y + 38, (182, 136, 108), 38)
        canvas.disc(x - 46, y + tilt / 4, 20, 26, (206, 164, 138))


def notice_board(canvas: Canvas, reading: str) -> None:
    """A notice board at the site gate: project, parties, working hours, complaint line."""
    canvas.gradient((0, 0, WIDTH, 800), ((150, 180, 206), (196, 210, 220)))
    canvas.mottle(
        [(0, 760), (WIDTH, 760), (WIDTH, HEIGHT), (0, HEIGHT)], (128, 124, 116), (162, 158, 148), (22, 8)
    )
    canvas.rect(0, 300, WIDTH, 800, (58, 108, 84))
    for x in range(0, WIDTH, 90):
        canvas.line([(x, 300), (x, 800)], (44, 88, 66), 4)
    for x in (330, 1240):
        canvas.rect(x, 180, x + 30, 1060, (120, 124, 128))
    canvas.rect(266, 156, 1334, 884, (60, 60, 60, 120), 8)
    canvas.rect(258, 146, 1326, 872, (248, 248, 244), 8)
    canvas.rect(258, 146, 1326, 264, (24, 78, 150), 8)
    canvas.text(792, 206, "建 筑 施 工 现 场 公 示 牌", 58, (255, 255, 255), "mm")
    rows = (
        ("工程名称", "示例花园二期主体工程"),
        ("建设单位", "示例置业有限公司"),
        ("施工单位", "示例建筑工程有限公司"),
        ("施工时间", "07:00–12:00　14:00–23:00"),
        ("夜间施工证明", reading or "未张贴"),
        ("投诉电话", "12345"),
    )
    for index, (label, value) in enumerate(rows):
        y = 300 + index * 94
        canvas.line([(290, y + 80), (1296, y + 80)], (196, 198, 200), 3)
        canvas.text(310, y + 40, label, 42, (70, 78, 88), "lm")
        canvas.text(620, y + 40, value, 44, (176, 32, 28) if value == "未张贴" else (24, 28, 34), "lm")


def paint_booth(canvas: Canvas, reading: str) -> None:
    """A spray booth with its door open, parts on hooks, overspray on the floor."""
    canvas.gradient((0, 0, WIDTH, HEIGHT), ((122, 126, 128), (158, 160, 158), (140, 138, 132)))
    canvas.mottle(
        [(0, 900), (WIDTH, 900), (WIDTH, HEIGHT), (0, HEIGHT)], (104, 104, 100), (142, 140, 134), (24, 9)
    )
    canvas.rect(150, 160, 1130, 960, (206, 210, 210))
    canvas.poly([(240, 250), (1040, 250), (960, 830), (320, 830)], (232, 234, 228))
    canvas.poly([(240, 250), (320, 830), (240, 940)], (196, 200, 200))
    canvas.poly([(1040, 250), (960, 830), (1040, 940)], (184, 188, 188))
    canvas.mottle(
        [(320, 830), (960, 830), (1040, 940), (240, 940)], (150, 120, 104), (206, 188, 170), (16, 7), 0.6
    )
    for x in (420, 640, 860):
        canvas.rect(x - 70, 268, x + 70, 290, (255, 255, 250))
        canvas.glow(x, 284, 200, (255, 255, 240), 0.5)
    for x in range(340, 950, 62):
        canvas.rect(x, 560, x + 48, 800, (172, 176, 170))
        for y in range(572, 800, 22):
            canvas.line([(x, y), (x + 48, y)], (146, 150, 146), 3)
    canvas.rect(300, 330, 980, 344, (96, 98, 100))
    for index, x in enumerate(range(370, 960, 116)):
        canvas.line([(x, 340), (x, 410)], (80, 80, 82), 4)
        tint: Tint = (196, 74, 40) if index % 3 else (212, 208, 198)
        canvas.rect(x - 36, 410, x + 36, 560 + (index % 2) * 30, tint, 8)
        canvas.rect(x - 36, 410, x - 20, 560 + (index % 2) * 30, (255, 255, 255, 60), 8)
    canvas.poly([(1130, 160), (1430, 110), (1430, 1060), (1130, 960)], (178, 184, 186))
    canvas.poly([(1190, 260), (1370, 234), (1370, 560), (1190, 560)], (112, 128, 136))
    canvas.rect(1146, 560, 1164, 640, (60, 62, 64), 8)
    canvas.rect(420, 176, 860, 236, (196, 148, 30))
    canvas.text(640, 206, "喷漆房　作业时关门", 38, (30, 26, 18), "mm")
    for x, tint in ((1220, (40, 86, 150)), (1330, (196, 150, 40)), (1270, (190, 60, 46))):
        canvas.rect(x, 1010, x + 96, 1140, tint, 8)
        canvas.disc(x + 48, 1010, 48, 14, (210, 212, 210))
    canvas.haze((420, 420, 900, 700), (236, 216, 200), 20, 140)


def pressure_gauge(canvas: Canvas, reading: str) -> None:
    """A differential-pressure gauge on a filter unit; `reading` in pascals, 0–1000."""
    canvas.gradient((0, 0, WIDTH, HEIGHT), ((86, 96, 104), (116, 124, 130), (96, 102, 108)))
    for x in range(0, WIDTH, 260):
        canvas.line([(x, 0), (x, HEIGHT)], (78, 86, 94), 6)
        for y in range(60, HEIGHT, 180):
            canvas.disc(x, y, 11, 11, (150, 156, 160))
    canvas.disc(812, 616, 430, 430, (30, 32, 36, 150))
    canvas.disc(800, 600, 430, 430, (54, 56, 60))
    canvas.disc(800, 600, 404, 404, (188, 192, 194))
    canvas.disc(800, 600, 380, 380, (246, 246, 240))
    for step in range(51):
        angle = math.radians(135 + step * 5.4)
        inner = 300 if step % 5 == 0 else 328
        canvas.line(
            [(800 + inner * math.cos(angle), 600 + inner * math.sin(angle)),
             (800 + 352 * math.cos(angle), 600 + 352 * math.sin(angle))],
            (30, 34, 38), 7 if step % 5 == 0 else 3,
        )  # fmt: skip
        if step % 10 == 0:
            canvas.text(
                800 + 252 * math.cos(angle),
                600 + 252 * math.sin(angle),
                str(step * 20),
                44,
                (30, 34, 38),
                "mm",
            )
    canvas.arc(800, 600, 366, 135 + 216, 135 + 270, (196, 48, 40), 16)
    canvas.text(800, 456, "Pa", 60, (30, 34, 38), "mm")
    canvas.text(800, 780, "过滤器压差", 44, (60, 66, 72), "mm")
    value = min(1000.0, max(0.0, float(reading or "820")))
    angle = math.radians(135 + value * 0.27)
    canvas.line([(800 - 70 * math.cos(angle), 600 - 70 * math.sin(angle)),
                 (800 + 318 * math.cos(angle), 600 + 318 * math.sin(angle))], (186, 34, 30), 13)  # fmt: skip
    canvas.disc(800, 600, 30, 30, (40, 42, 46))
    canvas.poly([(520, 330), (700, 250), (560, 560), (480, 600)], (255, 255, 255, 46))


def carbon_box(canvas: Canvas, reading: str) -> None:
    """An activated-carbon box with its change record on the door; `reading` is the last change, such as `2025-11-20`."""
    canvas.gradient((0, 0, WIDTH, 820), ((150, 172, 190), (196, 206, 212)))
    canvas.mottle(
        [(0, 800), (WIDTH, 800), (WIDTH, HEIGHT), (0, HEIGHT)], (116, 116, 112), (150, 148, 142), (22, 9)
    )
    canvas.rect(0, 420, 260, 540, (168, 174, 178))
    canvas.rect(1330, 420, 1600, 540, (168, 174, 178))
    for x in range(20, 260, 60):
        canvas.line([(x, 420), (x, 540)], (138, 144, 150), 6)
    for x in range(1350, 1600, 60):
        canvas.line([(x, 420), (x, 540)], (138, 144, 150), 6)
    canvas.poly([(260, 1010), (1330, 1010), (1420, 1070), (330, 1070)], (60, 60, 60, 130))
    canvas.rect(260, 240, 1330, 1010, (60, 106, 146))
    canvas.rect(260, 240, 1330, 300, (82, 128, 166))
    for x in (300, 780):
        canvas.rect(x, 340, x + 450, 960, (52, 94, 132))
        canvas.rect(x + 10, 350, x + 440, 950, (68, 116, 156))
        canvas.rect(x + 400, 620, x + 424, 720, (34, 40, 46), 6)
    canvas.text(525, 410, "活性炭吸附箱", 46, (244, 246, 248), "mm")
    canvas.rect(350, 480, 700, 840, (250, 250, 244))
    canvas.text(525, 516, "活性炭更换记录", 36, (24, 28, 34), "mm")
    for index in range(5):
        y = 550 + index * 56
        canvas.line([(366, y), (684, y)], (120, 126, 132), 3)
    canvas.text(378, 578, "更换日期　　数量", 28, (60, 66, 72), "lm")
    canvas.text(378, 634, f"{reading or '2025-11-20'}　　480 kg", 28, (30, 50, 120), "lm")
    canvas.rect(830, 470, 1180, 640, (214, 176, 40))
    canvas.text(1005, 520, "危险废物", 44, (24, 22, 16), "mm")
    canvas.text(1005, 586, "废活性炭 HW49", 36, (24, 22, 16), "mm")


def record_page(canvas: Canvas, reading: str) -> None:
    """A page of an environmental record book on a desk; `reading` is the line under question."""
    canvas.mottle(
        [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], (96, 66, 44), (138, 98, 66), (60, 6), 0.4
    )
    canvas.poly([(236, 96), (1396, 70), (1430, 1150), (206, 1166)], (30, 20, 14, 120))
    canvas.poly([(220, 80), (1380, 56), (1412, 1130), (190, 1146)], (246, 244, 234))
    canvas.text(800, 150, "环境管理台账", 64, (26, 30, 36), "mm")
    canvas.text(800, 224, "（废气治理设施运行记录）", 36, (70, 76, 84), "mm")
    heads = ("日期", "运行时间", "风机电流", "更换活性炭", "记录人")
    edges = (250, 440, 660, 860, 1120, 1350)
    for row in range(12):
        y = 280 + row * 66
        canvas.line([(246 - row, y), (1352 + row, y)], (90, 96, 104), 3)
    for edge in edges:
        canvas.line([(edge, 280), (edge, 1006)], (90, 96, 104), 3)
    for index, head in enumerate(heads):
        canvas.text((edges[index] + edges[index + 1]) / 2, 314, head, 34, (26, 30, 36), "mm")
    for row in range(10):
        y = 380 + row * 66
        cells = (f"09-{row + 11:02d}", "8:00–18:00", f"{canvas.rng.randint(118, 131) / 10:.1f} A", "", "李某")
        if row >= 6:
            cells = (f"09-{row + 11:02d}", "", "", "", "")
        for index, cell in enumerate(cells):
            canvas.text((edges[index] + edges[index + 1]) / 2, y, cell, 32, (34, 52, 128), "mm")
    canvas.text(820, 1070, reading or "9 月 17 日起未记录", 40, (176, 32, 28), "mm")
    canvas.poly([(1270, 880), (1500, 1130), (1482, 1146), (1256, 894)], (30, 40, 70))
    canvas.poly([(1256, 894), (1270, 880), (1246, 862)], (210, 190, 140))
