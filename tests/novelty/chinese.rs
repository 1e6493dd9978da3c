//! Chinese pairs for the test of facts.

use super::Half;

pub(super) const CHOOSING: Half = Half {
    templates: &[
        "{role1}{modal}{neg}把{good}交给{role2}，时间是在{opp}的货物到达{dir}，这是同{name}商定{func}办法。",
        "{quant}放在{good}仓库里的物品{modal}由{role1}在{date}检查，并且保存{word}{unit}{func2}。",
        "如果{role1}{neg}取回{opp}的分支，就在备份{dir}把 `core.{option}` 设为{truth}。",
        "{date}那天{role1}向{name}报告了{digits}{unit}的{good}，而{role2}{modal}{neg}谈起这件事情。",
        "使用 --{option} 的时候，程序在标题{dir}显示{word}{unit}的{good}，就像{role1}描述{func}那样。",
        "{opp}的阀门{modal}保持原来的位置，直到{role1}同{role2}一起测量{digits}{unit}为止{func2}。",
    ],
    slots: &[
        ("role", &["卖方", "买方", "房东", "租户", "护士", "病人", "司机", "老板"]),
        ("modal", &["必须|可以", "应当|能够", "不得|可以"]),
        ("neg", &["|不", "|没有"]),
        ("good", &["木材", "棉花", "机器", "疫苗", "家具", "文件"]),
        ("dir", &["之前|之后", "上面|下面", "里面|外面"]),
        ("opp", &["打开|关闭", "温暖|寒冷", "左边|右边", "内部|外部"]),
        ("func", &["的|"]),
        ("func2", &["了|"]),
        ("name", &["马丁", "海伦", "大阪", "柏林", "优素福", "都灵"]),
        ("quant", &["所有", "某些", "多数", "少数", "仅有"]),
        ("date", &["星期一", "星期四", "五月三日", "六月七日", "四月一日"]),
        ("word", &["两", "三", "七", "十二", "二十"]),
        ("unit", &["小时", "分钟", "公升", "公克", "公里", "公吨"]),
        ("option", &["quiet", "force", "unset-all", "get-all", "verbose", "dryrun"]),
        ("truth", &["真|假", "开|关"]),
    ],
};

pub(super) const REPORTING: Half = Half {
    templates: &[
        "每天早上{role1}{modal}{neg}将{good}转给{role2}，{name}在{opp}的会议{dir}这样说{func2}。",
        "{quant}来自{good}部门的信件{modal}在{word}{unit}以内送到{role1}手中，从{date}算起{func2}。",
        "当 `{option}` 等于{truth}时，{role1}{neg}在图画{dir}绘制{opp}的窗口，这是规定{func}做法。",
        "到{date}为止，{role1}为{good}付了{digits}{unit}，{name}{modal}{neg}把它还给{role2}。",
        "通过 -{option} 保留{word}{unit}的{good}，不论{role1}怎样在界限{dir}排列它们。",
        "{opp}的灯{modal}一直亮着，只要{role1}看着{role2}，而且仪表显示{digits}{unit}{func2}。",
    ],
    slots: &[
        ("role", &["债主", "债户", "老师", "学生", "船长", "机长", "农民", "面包师"]),
        ("modal", &["务必|尽可", "要|想", "准许|禁止"]),
        ("neg", &["|未", "|从不"]),
        ("good", &["信纸", "大麦", "自行车", "药品", "油画", "合同"]),
        ("dir", &["当中|以外", "左侧|右侧", "前面|后面"]),
        ("opp", &["早期|晚期", "绿色|红色", "公开|私人", "便宜|昂贵"]),
        ("func", &["的|"]),
        ("func2", &["了|", "呢|"]),
        ("name", &["费雷拉", "艾格尼丝", "里斯本", "托木斯克", "易卜拉欣", "奥斯陆"]),
        ("quant", &["任何", "双方", "许多", "一半", "几封"]),
        ("date", &["星期五", "星期日", "三月九日", "八月二日", "十月六日"]),
        ("word", &["四", "五", "九", "十一", "三十"]),
        ("unit", &["天", "星期", "英镑", "欧元", "英里", "度"]),
        ("option", &["keep", "prune", "no-edit", "strict", "depth", "mirror"]),
        ("truth", &["真|假", "启用|停用"]),
    ],
};
