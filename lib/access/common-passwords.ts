/**
 * Words of which common passwords in Chinese offices are made, beside the lists of @zxcvbn-ts/language-common (MIT).
 * Written for this product: words of the field and of everyday life, slogans, numbers that are read aloud, surnames,
 * keyboard walks. No list of leaked passwords was copied. Chinese words count as written and in pinyin.
 */
export const words =
  `学习 强国 学习强国 学法 学法日历 普法 普法用法 法治 法制 法律 法规 法院 法官 检察院 检察 公安 公安局 派出所 司法
司法局 司法所 律师 宪法 民法典 民法 刑法 行政法 国家安全 国安 反诈 禁毒 调解 信访 综治 政法 政法委 依法 依法治国 依法行政
法治中国 法治政府 宪法宣传 守法 执法 立法 用法 懂法 知法 平安 平安中国 社会 主义 社会主义 核心价值观 特色 新时代 新征程 思想 初心
使命 不忘初心 牢记使命 不忘初心牢记使命 不忘初心方得始终 永远跟党走 为人民服务 实事求是 富强 民主 文明 和谐 自由 平等 公正 爱国
敬业 诚信 友善 富强民主文明和谐 自由平等公正法治 爱国敬业诚信友善 富强民主文明和谐自由平等公正法治爱国敬业诚信友善 人民 中国 中华
中华人民共和国 共和国 祖国 我爱祖国 我爱中国 我爱你中国 中国人 中国加油 中国梦 中国共产党 共产党 共产党员 共青团 共青团员 党员 党建 党委
党支部 支部 党校 党史 党章 书记 主任 主席 科长 局长 处长 干部 领导 组织 组织部 宣传 宣传部 纪委 监委 统战 工会 妇联 团委 人大 政协 政府 机关 单位
街道 街道办 街道办事处 办事处 社区 居委会 村委会 乡镇 镇政府 区政府 市政府 省政府 网格 网格员 城管 民政 民政局 财政 财政局 税务 税务局 人社
人社局 教育 教育局 卫生 卫健委 应急 消防 环保 水务 住建 农业 农村 乡村振兴 脱贫攻坚 扶贫 办公室 办公 会议 会议室 文件 文档 档案 工作 上班 下班
考勤 签到 考试 培训 课程 课堂 老师 学生 学校 大学 医院 公司 有限公司 管理 管理员 系统 系统管理员 用户 账号 密码 我的密码 默认密码 初始密码 忘记密码 登录 测试
测试账号 电脑 手机 电话 邮箱 网络 网站 平台 数据 信息 信息化 信息中心 技术 服务 服务器 中心 服务中心 无线 无线网 宽带 路由器 我爱你 我爱她 我爱他 爱你 爱我 爱你一生
爱你一生一世 一生一世 一生 一世 永远 永远爱你 我永远爱你 我爱我家 我爱老婆 我爱老公 老婆 老公 老婆我爱你 老公我爱你 宝贝 宝宝 宝贝我爱你 亲爱的 妈妈 爸爸 我爱妈妈 爸爸妈妈
儿子 女儿 爷爷 奶奶 哥哥 姐姐 弟弟 妹妹 朋友 你好 您好 谢谢 再见 加油 努力 奋斗 成功 快乐 生日快乐 新年快乐 幸福 健康 健康快乐 开心 开心快乐 美丽 美好 吉祥
如意 吉祥如意 万事如意 心想事成 恭喜发财 发财 平平安安 一帆风顺 一路平安 一路顺风 天天向上 好好学习 好好学习天天向上 天下 天下无敌 天下第一 第一 无敌 大家 家庭 家园 生活 世界 世界和平
和平 春天 夏天 秋天 冬天 太阳 月亮 星星 天空 大海 阳光 彩虹 雪花 北京 上海 广州 深圳 天津 重庆 成都 杭州 武汉 南京 苏州 西安 长沙 郑州 青岛 济南 大连 沈阳
哈尔滨 福州 厦门 宁波 合肥 昆明 南昌 石家庄 太原 长春 贵阳 南宁 海口 兰州 银川 西宁 拉萨 乌鲁木齐 呼和浩特 香港 澳门 台湾 广东 广西 浙江 江苏 山东 山西 河南
河北 湖南 湖北 四川 云南 贵州 福建 江西 安徽 陕西 甘肃 青海 辽宁 吉林 黑龙江 海南 内蒙古 宁夏 新疆 西藏 北京欢迎你 奥运 东方 东方红 长城 长江 黄河 泰山 天安门 故宫
微信 淘宝 支付宝 百度 阿里巴巴 腾讯 华为 小米 京东 抖音 钉钉 政务 政务通 政务网 政务服务 阅读 知识 文化 体育 足球 篮球 音乐 电影 游戏 魔兽世界 英雄联盟 王者荣耀
春节 中秋 中秋节 国庆 国庆节 元旦 端午 清明 五一 七一 八一 十一 中国人民解放军 解放军 人民币 人民政府 人民法院 人民检察院 为人民 全心全意 全心全意为人民服务 小康 小康社会 改革 改革开放
复兴 伟大复兴 中华民族 民族 民族团结 团结 胜利 万岁 中国万岁 毛主席 毛主席万岁 毛泽东 邓小平 习近平 雷锋 学雷锋 撸起袖子加油干 绿水青山 绿水青山就是金山银山 金山银山 人类命运共同体 共同富裕 高质量发展 高质量 发展
扫黑除恶 垃圾分类 疫情防控 疫情 防控 文明城市 创文 创卫 志愿者 志愿 志愿服务 反腐 廉洁 廉政 廉洁自律 清正廉洁 以案释法 谁执法谁普法 法律援助 法律明白人 十五五 十四五 二十大 三会一课 主题教育 两学一做
民法典宣传 宪法日 国家宪法日 安全 安全第一 安全生产 保密 保密局 值班 值班室 综合 综合办 执法队 执法大队 综合执法 武装部 退役军人 残联 团结就是力量 我和我的祖国 一二三四 一二三四五六七八九十 一二三四五 春眠不觉晓 床前明月光 白日依山尽
锄禾日当午 鹅鹅鹅 天地玄黄 人之初 人之初性本善 天王盖地虎 芝麻开门 我是谁 我是中国人 你猜 你猜我猜 不知道 不告诉你 我不知道 没有密码 随便 哈哈 哈哈哈 呵呵 嘿嘿`.split(
    /\s+/,
  )

/** Numbers that are read aloud (520 我爱你, 1314 一生一世), keyboard walks and other pieces, as typed. */
export const pieces =
  `520 521 1314 5201314 1314520 5211314 1314521 520520 521521 13145200 52013140 201314 2013140 147258 258369 147258369
741852 852963 741852963 963852741 159357 357159 159753 753951 951753 147896325 789456 789456123 456789 123789 987654 112233
445566 778899 11223344 1122334455 12121212 123123 321321 123321 1234321 12344321 1234554321 123454321 100200 666 888 666888 888666
168 1688 168168 518 518518 598 886 999 110 119 120 12306 12348 12345 10086 10010 10000 95588 1024 007 250 911 woai woaini aptx4869 caonima woshi wode nide @123 123.com @qq.com qq.com @163.com 163.com @126.com .com abc abcd abc123 aa aaa aabb
abcabc asd asdf asd123 qwe qweasd qweasdzxc qaz qazwsx qazwsxedc 1qaz 2wsx 3edc 4rfv 1qaz2wsx 3edc4rfv 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq1 xsw2
zaq12wsx zaqxsw zaq1xsw2 cde3 zaq1xsw2cde3 qazxsw qazxswedc 1q2w 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2 q1w2e3 q1w2e3r4 q1w2e3r4t5 a1s2 a1s2d3 a1s2d3f4
z1x2 z1x2c3 1a2b 1a2b3c a1b2 a1b2c3 a1b2c3d4 a1b2c3d4e5 1a2b3c4d 1a2b3c4d5e qwaszx qweqwe asdasd zxczxc zxcasd zxcasdqwe qwer qwer1234 asdf1234 zxcv zxcv1234 1234qwer
!qaz !qaz@wsx !qaz2wsx @wsx #edc !@# !@#$ !@#$% !@#$%^ !@#$%^& !@#$%^&* !@#qwe !qazxsw2 admin root user guest test demo system login passwd pass pwd pw mima xuefa oa office server windows linux oracle mysql
sysadmin administrator superadmin superuser adm abc@ huawei hikvision h3c cisco tplink dell lenovo love baby sweet lover forever iloveyou ilove loveyou iloveu loveu hello world helloworld welcome letmein changeme fortnite minecraft pokemon roblox youtube whatsapp facebook spring summer autumn winter january february march april october november december monday friday sunday
changeit default secret sunshine princess dragon monkey football baseball superman batman computer internet master shadow michael jordan charlie jennifer jessica trustno1 whatever starwars samsung google facebook
linkedin microsoft apple iphone android qq qqq wx www com cn net org http p@ss p@ssw0rd p@ssword pa$$word pa$$w0rd pass@word passw0rd`.split(
    /\s+/,
  )

/** The commonest first (report on surnames of the Ministry of Public Security, 2020, then others). */
export const surnames =
  `wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang
deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lv ding ren lu yao shen zhong cui tan wang fan shi liao jia xia fu fang zou xiong bai meng qin qiu hou jin
yan duan lei long tao li mao hao gu gong shao wan qian dai mo kong xiang chang`.split(/\s+/)

/** The syllables of pinyin, by which every unknown Chinese word and name is bounded. */
export const syllables =
  `de shi yi bu you zhi li ji zhong da guo ren wei he xi fa zi min sheng xing jing hui xian xin ying ming xiao jia yu
fu hua gong zhu zheng hong jian jun cheng dong yang lin mei wen ping chun lan feng xia qing shan hai long yan bo tao chao lei bin jie ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bing
ca cai can cang cao ce cen ceng cha chai chan chang che chen chi chong chou chu chuai chuan chuang chui chuo ci cong cou cu cuan cui cun cuo dai dan dang dao dei deng di dian diao die ding diu dou du
duan dui dun duo en er fan fang fei fen fo fou ga gai gan gang gao ge gei gen geng gou gu gua guai guan guang gui gun ha han hang hao hei hen heng hou hu huai huan huang hun huo jiang jiao jin jiong jiu ju juan
jue ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lang lao le leng lia lian liang liao lie ling liu lou lu lv luan lue lun luo ma mai man mang mao me men meng mi mian miao mie
miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nu nv nuan nue nuo ou pa pai pan pang pao pei pen peng pi pian piao pie pin po pou pu qi qia qian qiang qiao qie qin qiong
qiu qu quan que qun ran rang rao re reng ri rong rou ru ruan rui run ruo sa sai san sang sao se sen seng sha shai shang shao she shen shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo
ta tai tan tang te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang weng wo wu xiang xie xiong xiu xu xuan xue xun ya yao ye yin yo yong yuan yue yun za zai zan zang zao ze zei zen zeng zha
zhai zhan zhang zhao zhe zhen zhou zhua zhuai zhuan zhuang zhui zhun zhuo zong zou zu zuan zui zun zuo`.split(
    /\s+/,
  )
