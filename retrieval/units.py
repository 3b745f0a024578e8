"""What is counted and measured, in both languages: one row a noun or unit, with the measure word Chinese puts before it.

A noun belongs to one or more families. Families of one measure (time, length, money …) exclude each other and all counted
things; the families of counted things (people, organisations, places) hold a general noun that stands for any other of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_ROWS = """
person | people | person people persons individuals | 人 | 人 人士 个人 人口 人员 人次
guest | people | guest guests attendees participant participants visitor visitors | 位 | 嘉宾 来宾 与会者 参会者 参与者 游客
representative | people | representative representatives delegate delegates | 名 | 代表
expert | people | expert experts scholar scholars | 位 | 专家 学者
student | people | student students pupil pupils | 名 | 学生
teacher | people | teacher teachers professor professors | 名 | 教师 老师 教授
employee | people | employee employees worker workers staff | 名 | 员工 雇员 工人 职工 工作人员
soldier | people | soldier soldiers troops | 名 | 士兵 军人
player | people | player players athlete athletes | 名 | 球员 选手 运动员
child | people | child children kids | 个 | 孩子 儿童 子女 儿子
woman | people | woman women | 名 | 女性 妇女 女子
man | people | man men | 名 | 男性 男子
resident | people | resident residents inhabitant inhabitants citizen citizens | 名 | 居民 公民
user | people | user users subscriber subscribers | 个 | 用户
journalist | people | journalist journalists reporter reporters | 名 | 记者
member | people organisations | member members | 名 | 会员 成员
organisation | organisations | organisation organisations organization organizations institutions | 家 | 机构 组织 单位
company | organisations | company companies enterprise enterprises firm firms business businesses | 家 | 企业 公司 厂商
school | organisations | school schools | 所 | 学校 中学 小学
university | organisations | university universities college colleges | 所 | 大学 高校 学院
team | organisations | team teams club clubs | 支 | 球队 队伍 团队 俱乐部
hospital | organisations | hospital hospitals | 家 | 医院
country | places | country countries nation nations | 个 | 国家 国
countries and regions | places | countries_and_regions countries_and_regions | 个 | 国家和地区 国家及地区 国家或地区
region | places | region regions area areas district districts | 个 | 地区 区域
city | places | city cities town towns | 个 | 城市 城镇
province | places | province provinces | 个 | 省 省份
state | places | state states | 个 | 州
county | places | county counties | 个 | 县
village | places | village villages | 个 | 村 村庄
island | places | island islands | 座 | 岛屿 岛
continent | places | continent continents | 个 | 大洲 洲
language | things | language languages | 种 | 语言 语种 多语种
project | things | project projects | 个 | 项目
case | things | case cases | 个 | 案例
achievement | things | achievement achievements | 项 | 成果 成就
event | things | event events activity activities | 项 | 活动
forum | things | forum forums | 个 | 论坛 分论坛
meeting | things | meeting meetings summit summits conference conferences session sessions | 场 | 会议 峰会
principle | things | principle principles | 项 | 原则
proposal | things | proposal proposals proposition propositions | 项 | 主张 提案 倡议
point | points | point points | 分 | 分
goal | things | goal goals | 个 | 进球 球
match | things | match matches game games | 场 | 比赛
medal | things | medal medals | 枚 | 奖牌
award | things | award awards prize prizes | 个 | 奖项
document | things | document documents file files | 份 | 文件 文档
book | things | book books volume volumes | 本 | 书 书籍
article | things | article articles paper papers essay essays | 篇 | 文章 论文
page | things | page pages | 页 | 页
word | things | word words | 个 | 单词 词
character | things | character characters | 个 | 字符 字
passage | things | passage passages paragraph paragraphs | 个 | 段落 段
question | things | question questions | 个 | 问题
song | things | song songs | 首 | 歌曲 歌
film | things | film films movie movies | 部 | 电影 影片
episode | things | episode episodes | 集 | 集
household | things | household households house houses homes | 户 | 户
building | things | building buildings | 座 | 建筑 建筑物 大楼
room | things | room rooms | 间 | 房间 客房
floor | things | floor floors storey storeys story stories | 层 | 层 楼层
station | things | station stations | 座 | 车站 站
bridge | things | bridge bridges | 座 | 桥 桥梁
car | things | car cars vehicle vehicles | 辆 | 汽车 车辆 车
aircraft | things | aircraft aircraft plane planes | 架 | 飞机
ship | things | ship ships vessel vessels | 艘 | 船 船只
seat | things | seat seats | 个 | 座位 席位 席
vote | things | vote votes | 票 | 票 选票
step | things | step steps | 个 | 步骤 步
kind | things | kind kinds type types | 种 | 种 类 种类 类型
species | things | species species | 种 | 物种
part | things | part parts | 个 | 部分
time | times | time times | 次 | 次 遍 回
year | time | year years yr yrs | 年 | 年 周年
decade | time | decade decades | 个 | 年代
century | time | century centuries | 个 | 世纪
month | time | month months | 个 | 月 月份
week | time | week weeks | 个 | 星期 周 礼拜
day | time | day days | 天 | 天 日
hour | time | hour hours h hr hrs | 小时 | 小时 钟头
minute | time | minute minutes min mins | 分钟 | 分钟
second | time | second seconds sec secs | 秒 | 秒 秒钟
age | age time | year_old years_old years_of_age | 岁 | 岁
km | length | km kilometres kilometers kilometre kilometer | 公里 | 公里 千米
m | length | m metres meters metre meter | 米 | 米
cm | length | cm centimetres centimeters | 厘米 | 厘米
mm | length | mm millimetres millimeters | 毫米 | 毫米
mile | length | mile miles mi | 英里 | 英里
foot | length | foot feet ft | 英尺 | 英尺
inch | length | inch inches | 英寸 | 英寸
yard | length | yard yards | 码 | 码
km² | area | km² km2 square_kilometres square_kilometers square_km | 平方公里 | 平方公里 平方千米
m² | area | m² m2 square_metres square_meters | 平方米 | 平方米
hectare | area | hectare hectares ha | 公顷 | 公顷
acre | area | acre acres | 英亩 | 英亩
square mile | area | square_mile square_miles | 平方英里 | 平方英里
mu | area | mu mu | 亩 | 亩
litre | volume | litre litres liter liters | 升 | 升 公升
m³ | volume | m³ m3 cubic_metres cubic_meters | 立方米 | 立方米
tonne | weight | tonne tonnes ton tons | 吨 | 吨
kg | weight | kg kilograms kilogrammes kilogram | 公斤 | 公斤 千克
gram | weight | gram grams g | 克 | 克
pound (weight) | weight | lb lbs | 磅 | 磅
yuan | money | yuan yuan RMB | 元 | 元 人民币 块钱 元人民币
US dollar | money | US_dollar US_dollars dollar dollars USD $ | 美元 | 美元 美金
euro | money | euro euros € | 欧元 | 欧元
pound | money | pound pounds £ | 英镑 | 英镑
yen | money | yen yen | 日元 | 日元
% | share | % percent per_cent percentage_points | % | % 个百分点
°C | temperature | °C degrees_Celsius ℃ | 摄氏度 | 摄氏度 ℃ °C
degree | temperature | degree degrees | 度 | 度
GB | data | GB gigabytes | GB | GB
MB | data | MB megabytes | MB | MB
KB | data | KB kilobytes | KB | KB
kW | power | kW kilowatts | 千瓦 | 千瓦
MW | power | MW megawatts | 兆瓦 | 兆瓦
km/h | speed | km/h km/h kilometres_per_hour | 公里/小时 | 公里/小时
"""

COUNTED = frozenset({"people", "organisations", "places", "things", "times", "points"})
"""Families of what is counted one by one; all others measure."""
GENERAL = {"person": "people", "organisation": "organisations"}
"""Nouns that stand for every noun of their family."""
_MEASURE_WORDS = (
    "个 位 名 家 项 届 种 类 条 件 座 所 台 辆 架 艘 只 头 匹 张 本 册 篇 部 首 幅 场 轮 "
    "级 层 间 套 份 支 队 组 对 双 倍 户 枚 块 颗 株 棵 片 批 大 集 章 节 句 段 门 点 票 "
    "席 人次 期 代 处 款 顶 群 派 枝 把 扇 根 串 局 起 宗 例 桩 员 尊 口 卷"
)
MEASURE_WORDS = tuple(_MEASURE_WORDS.split())
"""Measure words that say little of what is counted."""
MEASURE_FAMILY = {"位": "people", "名": "people", "家": "organisations", "所": "organisations", "员": "people"}
"""Families of counted things that a measure word alone gives away."""


SYMBOLS = frozenset(["km", "m", "cm", "mm", "km²", "m²", "m³", "kg", "GB", "MB", "KB", "kW", "MW", "km/h", "°C"])
"""Units whose English symbol is shown instead of the word."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A noun or unit of measure: its English forms (singular first), Chinese measure word, Chinese forms and families."""

    name: str
    families: frozenset[str]
    english: tuple[str, ...]
    measure: str
    chinese: tuple[str, ...]


@cache
def units() -> tuple[Unit, ...]:
    """All units of the table."""
    return tuple(_row(line) for line in _ROWS.strip().splitlines())


def _row(line: str) -> Unit:
    name, families, english, measure, chinese = (cell.strip() for cell in line.split("|"))
    forms = tuple(form.replace("_", " ") for form in english.split())
    return Unit(name, frozenset(families.split()), forms, measure, tuple(chinese.split()))


@cache
def by_english() -> dict[str, Unit]:
    """Every English form in lower case, with its unit."""
    return {form.lower(): unit for unit in reversed(units()) for form in unit.english}


@cache
def by_chinese() -> dict[str, Unit]:
    """Every Chinese form, with its unit."""
    return {form: unit for unit in reversed(units()) for form in unit.chinese}


@cache
def longest_chinese() -> int:
    """The length of the longest Chinese form, in characters."""
    return max(map(len, by_chinese()))
