//! Han characters in their traditional and their simplified form.
//!
//! The list has the most frequent characters whose simplified form belongs to one traditional form only. A
//! simplified form of two words (`后`: 后, 後; `发`: 發, 髮; `里`: 里, 裡) is in it, with the more frequent one, only
//! if the other word is rare.

/// Pairs, between spaces.
const PAIRS: &str = "\
    國国 學学 會会 來来 時时 對对 說说 為为 們们 這这 個个 兒儿 長长 開开 關关 見见 現现 經经 動动 業业 產产 電电 車车 馬马 鳥鸟 魚鱼 龍龙 門门 問问 間间 \
    聞闻 東东 書书 話话 語语 請请 讀读 記记 許许 論论 設设 訪访 證证 評评 識识 詞词 試试 該该 詳详 誰谁 課课 調调 談谈 謝谢 譯译 議议 護护 變变 讓让 貝贝 \
    負负 財财 責责 敗败 貨货 質质 販贩 貧贫 購购 貴贵 買买 賣卖 費费 資资 賓宾 賞赏 賢贤 賤贱 賴赖 贊赞 軍军 軌轨 軟软 較较 載载 輕轻 輛辆 輸输 轉转 農农 \
    連连 進进 運运 過过 達达 違违 遠远 適适 選选 遺遗 邊边 還还 鄉乡 鄰邻 醫医 釋释 針针 釣钓 鈴铃 鉄铁 鐵铁 鋼钢 錄录 錢钱 錯错 鎮镇 鏡镜 鐘钟 閉闭 閒闲 \
    陣阵 陽阳 陰阴 陸陆 隊队 階阶 際际 險险 隨随 雙双 雜杂 難难 雲云 靈灵 靜静 頁页 頂顶 項项 順顺 須须 預预 頓顿 領领 頭头 題题 額额 顏颜 願愿 類类 顧顾 \
    風风 飛飞 飯饭 飲饮 館馆 餘余 駐驻 驗验 驚惊 體体 鬥斗 麗丽 麥麦 黃黄 點点 黨党 齊齐 齒齿 齡龄 萬万 與与 專专 叢丛 絲丝 丟丢 兩两 嚴严 喪丧 豐丰 臨临 \
    舉举 義义 烏乌 樂乐 習习 亂乱 爭争 虧亏 亞亚 親亲 億亿 僅仅 從从 倉仓 儀仪 價价 眾众 優优 傳传 傷伤 倫伦 偉伟 側侧 偵侦 債债 傾倾 償偿 儲储 內内 岡冈 \
    冊册 寫写 凍冻 淨净 減减 鳳凤 憑凭 凱凯 擊击 劃划 劉刘 則则 剛刚 創创 刪删 劑剂 劍剑 劇剧 勸劝 辦办 務务 勞劳 勢势 勳勋 華华 協协 單单 衛卫 廠厂 廳厅 \
    歷历 厲厉 壓压 縣县 參参 號号 嘆叹 嚇吓 嗎吗 啟启 員员 響响 喚唤 嘗尝 團团 園园 圍围 圖图 圓圆 聖圣 場场 壞坏 塊块 堅坚 壇坛 墳坟 墜坠 壘垒 牆墙 壯壮 \
    聲声 殼壳 處处 備备 複复 夠够 夾夹 奪夺 奮奋 獎奖 婦妇 媽妈 孫孙 寧宁 寶宝 實实 寵宠 審审 憲宪 宮宫 寬宽 尋寻 導导 壽寿 將将 爾尔 塵尘 堯尧 盡尽 層层 \
    屬属 歲岁 島岛 嶺岭 峽峡 幣币 帥帅 師师 帳帐 帶带 幫帮 幹干 並并 廣广 莊庄 慶庆 庫库 應应 廟庙 廢废 異异 棄弃 張张 彈弹 強强 歸归 當当 徹彻 憶忆 懷怀 \
    態态 憐怜 總总 懇恳 惡恶 惱恼 懸悬 慣惯 懶懒 戲戏 戰战 戶户 撲扑 執执 擴扩 掃扫 揚扬 擾扰 撫抚 搶抢 報报 擔担 擬拟 擁拥 擇择 掛挂 揮挥 損损 換换 據据 \
    擠挤 敵敌 數数 斷断 無无 舊旧 曠旷 曉晓 術术 機机 殺杀 權权 條条 極极 構构 樞枢 槍枪 楓枫 櫃柜 標标 棟栋 欄栏 樹树 樣样 橋桥 檢检 樓楼 歡欢 歐欧 殘残 \
    畢毕 氣气 漢汉 湯汤 溝沟 沒没 濟济 濃浓 濤涛 潔洁 灑洒 淺浅 測测 渾浑 滅灭 潤润 漲涨 漸渐 漁渔 滾滚 滿满 濾滤 災灾 爐炉 燈灯 煙烟 煩烦 燒烧 熱热 愛爱 \
    爺爷 牽牵 狀状 獨独 獄狱 獻献 環环 瑪玛 畫画 療疗 瘋疯 監监 蓋盖 盤盘 礦矿 碼码 確确 禮礼 禍祸 離离 種种 積积 稱称 穩稳 窮穷 竊窃 競竞 筆笔 築筑 簡简 \
    籃篮 糧粮 緊紧 紅红 約约 級级 紀纪 純纯 紙纸 紛纷 線线 練练 組组 細细 織织 終终 紹绍 結结 給给 絕绝 統统 繼继 績绩 續续 維维 綠绿 緣缘 編编 縮缩 繳缴 \
    網网 羅罗 罰罚 職职 聯联 聰聪 肅肃 腸肠 膚肤 腎肾 腫肿 脹胀 勝胜 膽胆 腦脑 臉脸 艦舰 艙舱 藝艺 節节 蘇苏 範范 葉叶 蘭兰 榮荣 藥药 獲获 營营 薩萨 藍蓝 \
    虛虚 蟲虫 蝦虾 補补 裝装 襲袭 觀观 規规 視视 覺觉 覽览 觸触 誌志 躍跃 蹟迹 遲迟 遷迁 郵邮 錦锦 鍵键 鋒锋 鎖锁 閱阅 闊阔 韓韩 頻频 飾饰 飽饱 餓饿 騎骑 \
    騙骗 鮮鲜 鴨鸭 鵝鹅 鷄鸡 雞鸡 濂濓";

use std::sync::OnceLock;

/// The simplified form of a character.
pub(in crate::facts) fn simplified(c: char) -> char {
    static FORMS: OnceLock<Vec<(char, char)>> = OnceLock::new();
    if !('\u{4e00}'..='\u{9fff}').contains(&c) {
        return c;
    }
    let forms = FORMS.get_or_init(|| {
        let mut forms: Vec<(char, char)> = PAIRS
            .split_whitespace()
            .filter_map(|pair| Some((pair.chars().next()?, pair.chars().nth(1)?)))
            .collect();
        forms.sort_unstable();
        forms
    });
    forms.binary_search_by_key(&c, |form| form.0).map_or(c, |at| forms[at].1)
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, simplified};

    #[test]
    fn every_pair_has_two_characters_and_leads_to_a_form_of_its_own() {
        for pair in PAIRS.split_whitespace() {
            let characters: Vec<char> = pair.chars().collect();
            assert_eq!(characters.len(), 2, "{pair}");
            assert_eq!(simplified(characters[0]), characters[1], "{pair}");
            assert_eq!(simplified(characters[1]), characters[1], "{pair}");
        }
    }
}
