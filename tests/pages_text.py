"""The words of the pages in ``pages``: two stories, two guides, and what their sites put around them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chrome:
    """What a site puts around a text; ``label`` is what its pages say of ``encoding``."""

    site: str
    separator: str
    menu: tuple[str, ...]
    crumb: str
    dateline: str
    credit: str
    share: str
    caption: str
    before: str
    related: str
    links: tuple[str, ...]
    owner: str
    encoding: str
    label: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A short guide with steps and a table."""

    title: str
    opening: str
    heading: str
    steps: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    closing: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story in sections: a heading ("" for the first) and its paragraphs."""

    language: str
    title: str
    author: str
    published: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    guide: Guide
    chrome: Chrome

    @property
    def texts(self) -> tuple[str, ...]:
        """All paragraphs in order."""
        return tuple(text for _, texts in self.sections for text in texts)


CHINESE = Story(
    "zh",
    "一座石桥的第三次修缮",
    "沈桥生",
    "2024-10-18",
    (
        (
            "",
            (
                "镇东头的石桥建于清代中期，三孔，全长二十六米，桥面由一百零八块青石板铺成。今年春天，它迎来了有记录以来的第三次大修。",
                "修桥的消息传开以后，附近的居民并不十分惊讶。桥身北侧的裂缝已经存在了十多年，每逢雨季，人们都会绕到下游的新桥去。",
                "“我小时候天天从这座桥上走——那时候桥下还能行船。”七十三岁的周师傅说，“后来石板松了，一踩就响，孩子们反倒喜欢。”",
            ),
        ),
        (
            "裂缝从哪里来",
            (
                "工程队在二月做了第一次测量。结果显示，北侧桥墩比南侧低了四点七厘米，沉降主要发生在最近二十年。",
                "测量员把原因归为三条：河床被水流淘空，旧木桩腐烂，以及重型车辆曾经从桥上通过。第三条让许多人感到意外。",
                "档案里的一张照片解答了疑问。照片上，一辆运砖的拖拉机停在桥顶，拍摄时间是一九七八年冬天。",
                "“石桥可以用几百年，但不能用来运砖。”负责设计的工程师这样总结。",
            ),
        ),
        (
            "旧石板与新木桩",
            (
                "按照方案，所有石板都要编号、拆下、清洗，再放回原来的位置。每一块石板的编号用白漆写在背面，共用去两桶漆。",
                "木桩换成了新的松木，长六米，一共四十二根。木料在水中浸泡了三个月，这是当地老木匠坚持的做法。",
                "争论最多的是砂浆。有人主张用水泥，有人主张用糯米灰浆。最后的决定是：承重的部分用水泥，看得见的部分用糯米灰浆。",
                "六月的一场暴雨让工地停了九天。水位涨到桥拱的一半，两只装工具的木箱被冲走，至今没有找到。",
            ),
        ),
        (
            "重新开放",
            (
                "十月十二日上午，围挡拆除，第一个走上桥的是每天送报的邮递员。他说，桥面比以前平，可是听不见石板的响声了。",
                "镇里决定，今后桥上只许步行，两端各立一根石柱，柱间的距离是一点二米，自行车可以推过去。",
                "修缮一共花费三百一十万元，其中四十万元来自居民的捐款。捐款人的名字没有刻在桥上，而是写进了档案。",
            ),
        ),
    ),
    Guide(
        "怎样给自行车补胎",
        "补胎并不难，准备好工具以后，半个小时就能完成。下面的步骤适用于带内胎的车轮。",
        "步骤",
        (
            "把车轮从车架上卸下来，放掉剩余的空气。",
            "用撬棒把外胎的一边撬出轮圈，取出内胎。",
            "给内胎打一点气，放进水盆，冒气泡的地方就是破洞。",
            "擦干内胎，用砂纸把破洞周围打毛",
            "涂上胶水，等两分钟，再贴上补片压紧。",
            "把内胎装回去，充气到规定的压力。",
        ),
        (("轮径", "宽度", "压力"), ("二十寸", "四点五厘米", "两百八十千帕"), ("二十六寸", "五厘米", "三百千帕")),
        "装好以后先骑一小段路，如果轮胎又瘪了，多半是外胎里还留着钉子。",
    ),
    Chrome(
        "东桥晚报",
        "-",
        ("首页", "要闻", "本地", "文化", "体育", "图片"),
        "当前位置：<a href='/'>首页</a> &gt; <a href='/l'>本地</a> &gt; <a href='/l/q'>桥梁</a>",
        "2024年10月18日 08:30 来源：东桥晚报 作者：沈桥生",
        "（责任编辑：陆小舟）",
        "分享到：微信 微博",
        "重新开放的石桥 东桥晚报 摄",
        "上一篇：",
        "相关阅读",
        ("镇上的老邮局将改成书店", "下游新桥夜间照明调整", "今年第一批桂花开了", "图书馆延长周末开放时间"),
        "版权所有 东桥晚报 浙ICP备00000000号",
        "gb18030",
        "gb2312",
    ),
)

ENGLISH = Story(
    "en",
    "The tide mill that grinds again",
    "Martha Quill",
    "2024-10-18",
    (
        (
            "",
            (
                "The mill at the mouth of the Arlen stood still for sixty-one years. Last Saturday, at the turn of the tide, it ground flour again.",
                "About two hundred people watched from the causeway as the sluice was raised. The wheel hesitated, dropped a clump of weed, and began to move.",
                "“We had bets on whether it would turn at all,” said Tom Averill, who spent four winters carving the new cogs. “I lost five pounds and was happy to.”",
            ),
        ),
        (
            "A pond filled by the sea",
            (
                "Tide mills need no stream. The rising sea pushes a gate open and fills a pond; when the water outside falls, the gate closes and the pond drives the wheel.",
                "The pond of this one covers three acres. It gives about five hours of work, twice a day, and the hours move on with the moon.",
                "Millers slept when the tide let them. A ledger of 1821 notes that the night shift was paid one penny more, and a candle.",
            ),
        ),
        (
            "Oak, iron and a borrowed crane",
            (
                "Only the outer walls and one of the stones were left when the trust bought the building for a single pound.",
                "The new wheel is made of oak from two valleys inland. It is 4.9 metres across and weighs as much as a small lorry, according to the carpenters.",
                "Lifting it in took a crane that a wind farm lent for a day. The roof had been taken off the week before, slate by slate.",
                "Not everything went well. In March a gale broke the causeway, and the workshop was cut off for eleven days with the only kettle inside.",
            ),
        ),
        (
            "Flour on Saturdays",
            (
                "For now the mill will run on Saturdays alone, when the tide allows. The trust prints the hours on a card, since nobody trusts them otherwise.",
                "A bag of flour costs three pounds. Bakers say that it is coarse, tastes of nuts and needs more water than they expect.",
                "The wheel will be stopped from November to March, so that the eels can pass. That, too, stood in the ledger of 1821.",
            ),
        ),
    ),
    Guide(
        "How to bleed a radiator",
        "A radiator that stays cold at the top holds air. Letting the air out takes ten minutes and one small key.",
        "Steps",
        (
            "Turn the heating off and wait until the water is cool.",
            "Hold a cloth under the valve and put the key on it",
            "Turn the key a quarter to the left until you hear a hiss.",
            "Close the valve as soon as water comes instead of air.",
            "Look at the pressure and add water to the boiler if it is low.",
            "Turn the heating on again and feel the top of the radiator.",
        ),
        (("House", "Floors", "Pressure"), ("Bungalow", "one", "1.0 bar"), ("Terrace", "three", "1.5 bar")),
        "If the same radiator is cold again within a week, air is getting in somewhere, and a plumber should have a look.",
    ),
    Chrome(
        "The Arlen Courier",
        " | ",
        ("Home", "News", "Local", "Sport", "Pictures", "Contact"),
        "<a href='/'>Home</a> &gt; <a href='/l'>Local</a> &gt; <a href='/l/m'>Mills</a>",
        "18 October 2024 | By Martha Quill",
        "Editor: R. Ashdown",
        "Share this article",
        "The wheel on its first day, seen from the causeway",
        "Previous article:",
        "Related stories",
        (
            "Harbour wall to be raised",
            "New hours at the library",
            "Ferry returns in spring",
            "Eel count up for third year",
        ),
        "Copyright © 2024 The Arlen Courier. All rights reserved.",
        "cp1252",
        "iso-8859-1",
    ),
)
