import { describe, expect, test } from 'vitest'
import { readTable, type Trouble, workbookOf } from '@/lib/spreadsheet/formats/workbook'
import { biffOf, docxOf, partsOf, type WorkbookParts, xlsxOf, zipOf } from '@/tests/fixtures/office-files'
import { writeCfb } from '../../../node_modules/hucre/dist/xlsx/crypto/cfb.mjs'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const said = (troubles: Trouble[] = []) =>
  troubles.map(({ row, column, reason }) => `${row}.${column} ${reason}`)

async function read(bytes: Uint8Array) {
  const { rows, troubles, ...table } = await readTable(bytes, { fileName: 'a.xls' })
  return { rows: rows.map(row => row.join('|')), troubles: said(troubles), table }
}

describe('xlsx', () => {
  const readXlsx = (parts: WorkbookParts) => read(xlsxOf(parts))
  const styles = (fonts: string, xfs: string) =>
    `<styleSheet><fonts>${fonts}</fonts><cellXfs>${xfs}</cellXfs><dxfs><dxf><font><strike/></font><numFmt numFmtId="164" formatCode="0%"/></dxf></dxfs></styleSheet>`

  test('a formula that found an empty text has a result, one without a value has none', async () => {
    const found = await readXlsx({
      rows: `<row><c t="str"><f>IF(1,"")</f><v></v></c><c><f>1+1</f></c><c t="str"><f>"甲"</f><v>甲</v></c>
        <c><f>1-1</f><v>0</v></c><c t="str"><f>A1</f></c></row>`,
      calculated: true,
    })

    expect([found.rows, found.troubles]).toEqual([['||甲|0|'], ['1.1 formulaUnsaved', '1.4 formulaUnsaved']])
  })

  test('a picture in a cell is no text', async () => {
    const found = await readXlsx({
      rows: `<row><c t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c><c t="e" vm="1"><v>#VALUE!</v></c>
        <c t="e"><v>#REF!</v></c></row>`,
    })

    expect([found.rows, found.troubles]).toEqual([
      ['||#REF!'],
      ['1.0 picture', '1.1 picture', '1.2 errorValue'],
    ])
  })

  test('a sheet that shows no zeros', async () => {
    const found = await read(
      zipOf({
        ...partsOf({ rows: '' }),
        'xl/worksheets/sheet1.xml':
          '<worksheet><sheetViews><sheetView showZeros="0"/></sheetViews><sheetData><row><c t="inlineStr"><is><t>0</t></is></c><c><v>0</v></c><c><v>5</v></c></row></sheetData></worksheet>',
      }),
    )

    expect([found.rows, found.troubles]).toEqual([['0||5'], ['1.1 hiddenValue']])
  })

  test('letters of a font of pictures are ticks, and what is struck is said', async () => {
    const found = await read(
      zipOf({
        ...partsOf({
          rows: `<row><c t="inlineStr" s="1"><is><t>ü</t></is></c><c t="inlineStr" s="2"><is><t>R</t></is></c>
            <c t="inlineStr" s="3"><is><t>作废</t></is></c><c s="3"><v>95</v></c><c t="inlineStr" s="2"><is><t>Z</t></is></c><c t="s"><v>0</v></c></row>`,
          strings:
            '<si><r><rPr><rFont val="Wingdings"/></rPr><t>þ</t></r><r><rPr><rFont val="宋体"/></rPr><t>已到</t></r></si>',
        }),
        'xl/styles.xml': styles(
          '<font/><font><name val="Wingdings"/></font><font><name val="Wingdings 2"/></font><font><strike/></font>',
          '<xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/>',
        ),
      }),
    )

    expect(found.rows).toEqual(['✓|☑|作废|95|\uf05a|☑已到'])
    expect(found.troubles).toEqual(['1.2 struck', '1.3 struck', '1.4 strangeCharacter'])
  })

  test('a merged cell that cannot be read is said of each cell that it covers', async () => {
    const found = await readXlsx({
      rows: '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>',
      after: '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
    })

    expect(found.troubles).toEqual(['1.0 formulaUnsaved', '2.0 formulaUnsaved'])
  })

  test('a shared string that is not there is damage, not an empty cell', async () => {
    await expect(readXlsx({ rows: '<row><c t="s"><v>7</v></c></row>' })).rejects.toMatchObject({
      reason: 'damaged',
    })
  })

  test('as WPS and the toolkits of platforms write it: prefixes, own names of parts, a font of a run', async () => {
    const all: Record<string, string> = partsOf({
      rows: '',
      strings:
        '<si><r><rPr><b/><rFont val="宋体"/><charset val="134"/></rPr><t>何</t></r><r><t xml:space="preserve">晓彤</t></r></si>',
    })
    const { 'xl/styles.xml': _, 'xl/worksheets/sheet1.xml': __, ...parts } = all
    const found = await read(
      zipOf({
        ...parts,
        'xl\\styles.xml':
          '<x:styleSheet xmlns:x="s"><x:numFmts><x:numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><x:numFmt numFmtId="177" formatCode="0.00_ "/><x:numFmt numFmtId="178" formatCode="000"/></x:numFmts><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="176"/><x:xf numFmtId="177"/><x:xf numFmtId="178"/></x:cellXfs></x:styleSheet>',
        'XL/worksheets/Sheet1.xml':
          '<x:worksheet xmlns:x="s"><x:sheetPr/><x:dimension ref="A1:D1"/><x:sheetData><x:row r="1" spans="1:4" ht="13.5" customHeight="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" s="1"><x:v>44986</x:v></x:c><x:c r="C1" s="2"><x:v>2023.1</x:v></x:c><x:c r="D1" s="3"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      }),
    )

    expect([found.rows, found.troubles]).toEqual([['何晓彤|2023-03-01|2023.10|007'], []])
  })

  test('what a sheet of many holds too much of is said of that sheet alone', async () => {
    const given = await workbookOf(
      zipOf({
        ...partsOf({ rows: '<row><c r="A1"><v>1</v></c></row>', sheets: ['名册', '宽表'] }),
        'xl/worksheets/sheet2.xml':
          '<worksheet><sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>',
      }),
      '名册.xlsx',
    )

    expect(
      given.ok && given.workbook.sheets.map(({ name, refused, table }) => [name, refused, table.rows]),
    ).toEqual([
      ['名册', undefined, [['1']]],
      ['宽表', 'tooManyColumns', []],
    ])
  })
})

test('an Excel 97 file shows its numbers in their formats, all of a row', async () => {
  const workbook = biffOf(
    [
      ['工号', '成绩', '日期'],
      [
        { number: 7, format: 164 },
        { number: 0.95, format: 9 },
        { number: 44986, format: 165 },
      ],
    ],
    { codes: { 164: '000', 165: 'm"月"d"日"' } },
  )
  const long = new Uint8Array(8192)
  long.set(workbook)
  const rows = ['工号|成绩|日期', '007|95%|2023-03-01']

  // Above 4,096 bytes a stream has sectors of its own, below it a part of one.
  expect((await read(writeCfb([{ name: 'Workbook', data: long }]))).rows).toEqual(rows)
  expect((await read(writeCfb([{ name: 'Workbook', data: workbook }]))).rows).toEqual(rows)
})

describe('a web page', () => {
  test('with cells over columns and rows, entities, line ends, and what is not seen', async () => {
    const found = await read(
      bytesOf(`<!DOCTYPE html><html><head><title>导出</title><style>td{color:red}</style></head><body>
        <p>某街道</p><table><tr><td colspan="3">2023年&nbsp;台账</td></tr>
        <tr><th rowspan=2>姓名<th>一季度<th>二季度
        <tr><td>到</td><td style="display: none">密</td><td>缺&lt;1&gt;</td></tr>
        <tr hidden><td>模板</td></tr>
        <tr><td>张&#19977;<br>司法所</td><td><script>x</script><s>√</s></td><td><select><option>空<option selected>√</select></td></tr>
        </table></body></html>`),
    )

    expect(found.rows).toEqual([
      '2023年\u00a0台账|2023年\u00a0台账|2023年\u00a0台账',
      '姓名|一季度|二季度',
      '姓名|到|缺<1>',
      '张三\n司法所|√|√',
    ])
    expect(found.troubles).toEqual(['4.1 struck'])
  })

  test('with several tables, one in another, each a part', async () => {
    const found = await read(
      bytesOf(
        '<table><tr><td><table><tr><td>姓名</td></tr></table></td></tr></table><table><tr><td>单位</td></tr></table>',
      ),
    )

    expect([found.rows, found.table.parts]).toEqual([
      ['姓名', '单位'],
      [1, 2, 3],
    ])
  })

  test('in the encoding that it names', async () => {
    const gbk = [0xd0, 0xd5, 0xc3, 0xfb]
    const bytes = new Uint8Array([
      ...bytesOf('<html><meta charset="gb2312"><table><tr><td>'),
      ...gbk,
      ...bytesOf('</td></tr></table>'),
    ])

    expect((await read(bytes)).rows).toEqual(['姓名'])
  })

  test('without a table is refused', async () => {
    await expect(read(bytesOf('<html><body>登录已过期</body></html>'))).rejects.toMatchObject({
      reason: 'noTable',
    })
  })
})

test('a web archive of several sheets', async () => {
  const page = (text: string) => `<html><table><tr><td>${text}</td></tr></table></html>`
  const archive = [
    'From: <Saved by Blink>',
    'MIME-Version: 1.0',
    'X-Document-Type: Workbook',
    'Content-Type: multipart/related; boundary="----=_Next"',
    '',
    '------=_Next',
    'Content-Location: file:///C:/a/a.htm',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Type: text/html; charset="utf-8"',
    '',
    '<x:ExcelWorksheet><x:Name>=E5=90=8D=E5=86=8C</x:Name><x:WorksheetSource HRef=3D"a.files/sheet001.htm"/></x:ExcelWorksheet>',
    '------=_Next',
    'Content-Location: file:///C:/a/a.files/sheet001.htm',
    'Content-Transfer-Encoding: base64',
    'Content-Type: text/html; charset="utf-8"',
    '',
    Buffer.from(page('姓名')).toString('base64'),
    '------=_Next--',
  ].join('\r\n')

  const given = await workbookOf(bytesOf(archive), 'a.xls')

  expect(
    given.ok && [given.workbook.kind, given.workbook.sheets.map(({ name, table }) => [name, table.rows])],
  ).toEqual(['mhtml', [['名册', [['姓名']]]]])
})

test('an XML spreadsheet with styles, places, merged and hidden cells', async () => {
  const cell = (type: string, text: string, more = '') =>
    `<Cell ${more}><Data ss:Type="${type}">${text}</Data></Cell>`
  const given = await workbookOf(
    bytesOf(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
      <Styles><Style ss:ID="n"><NumberFormat ss:Format="000"/></Style><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style></Styles>
      <Worksheet ss:Name="台账"><Table><Column ss:Index="2" ss:Hidden="1"/>
      <Row>${cell('String', '2023年台账', 'ss:MergeAcross="2"')}${cell('String', '备注')}</Row>
      <Row ss:Index="4" ss:Hidden="1">${cell('Number', '7', 'ss:StyleID="n"')}${cell('DateTime', '2023-03-01T00:00:00.000', 'ss:StyleID="d"')}${cell('Number', '0.5', 'ss:StyleID="p"')}${cell('Error', '#N/A')}</Row>
      <Row><Cell ss:Formula="=1+1"/>${cell('String', '作废', 'ss:StyleID="s"')}${cell('String', '末', 'ss:Index="4"')}</Row></Table></Worksheet>
      <Worksheet ss:Name="旧"><Table><Row>${cell('String', '旧表')}</Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>`),
    'a.xls',
  )
  const sheets = given.ok ? given.workbook.sheets : []

  expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['台账', false],
    ['旧', true],
  ])
  expect(sheets[0]?.table).toMatchObject({
    rows: [
      ['2023年台账', '2023年台账', '2023年台账', '备注'],
      ['007', '2023-03-01', '50.00%', '#N/A'],
      ['', '作废', '', '末'],
    ],
    rowNumbers: [1, 4, 5],
    hiddenRows: [4],
    hiddenColumns: [1],
  })
  expect(said(sheets[0]?.table.troubles)).toEqual(['4.3 errorValue', '5.0 formulaUnsaved', '5.1 struck'])
})

describe('a document', () => {
  const run = (text: string, facts = '') => `<w:r><w:rPr>${facts}</w:rPr><w:t>${text}</w:t></w:r>`
  const tc = (inner: string, facts = '') => `<w:tc><w:tcPr>${facts}</w:tcPr><w:p>${inner}</w:p></w:tc>`

  test('leaves out what is hidden, and says what is struck', async () => {
    const found = await read(
      docxOf(`<w:tbl><w:tr>${tc(`${run('学习')}${run('旧', '<w:vanish/>')}${run('宪法', '<w:vanish w:val="0"/>')}`)}
        ${tc(run('刑法', '<w:strike/>'))}${tc(run('党员', '<w:strike w:val="false"/>'))}</w:tr>
        <w:tr><w:trPr><w:hidden/></w:trPr>${tc(run('隐行'))}</w:tr>
        <w:tr>${tc(`<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>${run('段落')}`)}${tc('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')}${tc(run('删去的格'), '<w:cellDel/>')}</w:tr></w:tbl>`),
    )

    expect(found.rows).toEqual(['学习宪法|刑法|党员', '段落|✓|'])
    expect(found.troubles).toEqual(['1.1 struck'])
  })

  test('is as it is now, whatever its formats were before tracked changes', async () => {
    const found = await read(
      docxOf(`<w:tbl><w:tr><w:trPr><w:trPrChange><w:trPr><w:hidden/></w:trPr></w:trPrChange></w:trPr>
        ${tc(run('学习', '<w:rPrChange><w:rPr><w:strike/><w:vanish/></w:rPr></w:rPrChange>'))}
        ${tc(run('宪法'), '<w:tcPrChange><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tcPrChange>')}</w:tr></w:tbl>`),
    )

    expect([found.rows, found.troubles, found.table.merges]).toEqual([['学习|宪法'], [], undefined])
  })

  test('leaves out text in a style that hides it', async () => {
    const bytes = docxOf(
      `<w:tbl><w:tr>${tc(`${run('宪法')}${run('旧稿', '<w:rStyle w:val="b"/>')}`)}</w:tr></w:tbl>`,
      '<w:styles><w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>',
    )

    expect((await read(bytes)).rows).toEqual(['宪法'])
  })
})

describe('a text', () => {
  test.each([
    [
      'the mark of UTF-8 and one damaged byte',
      [...bytesOf('\ufeff姓名,单位\n张三丰李四光王五岳赵六合,'), 0xe4, 0xb8],
      '2.1 strangeCharacter',
    ],
    [
      'an error and a number with an exponent',
      [...bytesOf('姓名,手机\n#N/A,1.38E+10\n')],
      '2.0 errorValue,2.1 digitsLost',
    ],
    [
      'a private letter in GB18030',
      [0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xa5, 0xce, 0xbb, 0x0a, 0xaa, 0xa1, 0x2c, 0xcb, 0xbe],
      '2.0 strangeCharacter',
    ],
  ])('with %s names the cell', async (_, bytes, troubles) => {
    expect((await read(new Uint8Array(bytes))).troubles.join(',')).toBe(troubles)
  })

  test('that ends with Ctrl-Z ends there; one within a cell is named', async () => {
    expect(await read(bytesOf('姓名,单位\r\n张三,东埔社区\r\n\u001a'))).toMatchObject({
      rows: ['姓名|单位', '张三|东埔社区'],
      troubles: [],
    })
    expect((await read(bytesOf('姓名,单位\r\n张\u001a三,东埔社区\r\n'))).troubles).toEqual([
      '2.0 strangeCharacter',
    ])
  })

  test.each([
    ['"宪法"宣传,3\n', '"宪法"宣传|3'],
    ['"宪法" ,3\n', '宪法|3'],
    ['他说"好",3\n', '他说"好"|3'],
    ['"a""b", "3"\n', 'a"b|3'],
    ['"一\n二",3\n', '一\n二|3'],
  ])('%j', async (text, row) => {
    expect((await read(bytesOf(`名称,数量\n${text}`))).rows[1]).toBe(row)
  })
})
