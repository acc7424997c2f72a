package dev.sluice.extproc.recognizer;

import java.util.List;

/** The labels of numbers in Korean and English, as people and programs write them. */
public enum NumberLabel {
  /** The labels of numbers of things and events. */
  OTHER(
      """
      주문, 송장, iban, 국제계좌, 운송장, 접수, 예약, 승인, 문서, 관리번호, 일련번호, 사건번호, 사건, 티켓, 법인등록, 법인번호, 상품, 제품, 품번, 모델,
      버전, 바코드, 거래번호, 거래 번호, 거래ID, 추적, 배송, 택배, 견적, 청구, 고지, 영수증, 참조, 회원번호, 회원 번호, 고객번호,
      고객 번호, 사번, 학번, 수험번호, 등기번호, 등기, 우편번호, 계약번호, 증권번호, 허가번호, 시리얼, 타임스탬프, 빌드, 쿠폰, 좌표,
      재고, 로그, 해시, 세션, 요청 ID, 요청번호, 부품, 도서, 차대번호, 단말, 발급번호, 처리번호, order, orders, orderid,
      invoice, tracking, shipment, parcel, waybill, ticket, case, version, ver, build,
      release, isbn, issn, ean, gtin, upc, barcode, sku, serial, imei, part, model,
      product, item, receipt, reference, ref, booking, reservation, confirmation,
      transaction, txn, trace, request, session, timestamp, ts, epoch, commit, batch,
      lot, asset, document, doc, sequence, seq, coupon, voucher, offset, checksum, hash,
      uuid, job, event, member, customer id, customer no, employee id, student id,
      policy no, policy number, docket, quote, po, zip, rfc, patent, error, pid, port,
      bytes, size, 공사, 도면, 로트, 시험번호, 검사번호, 관측, 측정, 일자, 날짜,
      firmware, fw, nsn, cusip, isin, sedol, arn, ca pub, drawing, rma, range, measurement, serial no, date, kernel, revision
      """),

  /** Words that may be part of any label. */
  GENERIC("번호, 넘버, 코드, 범위, number, numbers, no, nr, num, code, id, key, range, between"),

  RESIDENT(
      """
      주민등록, 주민번호, 신분증, 실명번호, 실명확인, 민번, 주 민, 주민 번호, 주민, 주번, 생년월일, 본인확인, rrn, resident registration, resident number,
      resident no, residentno, jumin, ssn, national id, identity number,
      identification number, identity card, identity no, id number, id no, personal number, citizen, id card, registration card, personal id, 가족관계, 등본, 초본
      """),

  FOREIGNER(
      """
      외국인등록, 외국인, 출입국, 하이코리아, 영주권, 재외동포, immigration, residence permit, resident card, alien id, 거소신고, 국내거소, 등록증, 체류, arc, foreigner, alien registration, alien,
      foreign registration, residence card, registration card, registration card number, frn
      """),

  BUSINESS(
      """
      사업자등록, 사업자번호, 사업자 번호, 사업자, 세금계산서, brn, business registration, business no,
      business number, business reg, biz no, bizno, biz reg, company registration,
      tax invoice, e-tax, corpnum, corp num, bizr, b no, 사 업 자,
      tax id, vat, businessnumber, business, corp reg, 법인사업자, 통신판매
      """),

  /** The labels of companies, whose number may also be that of something else. */
  COMPANY(
      """
      사업장, 공급자, 공급받는자, 홈택스, 국세청, supplier, invoicer, invoicee, company number, company no,
      company id, registered as, registered under, registered with, registration number,
      registration no, tax office, hometax, co ltd,
      법인, 상호, 업체, 회사, 거래처, 협력사, 대표자, 개업, 폐업, 과세, company, vendor, taxpayer,
      corp, corporation, ltd, inc, llc
      """),

  PASSPORT(
      """
      여권, passport, passports, passportno, passportnumber, ppt, pspt, psprt, mrz, travel doc,
      travel document, travel documents, 여 권, 旅券, 비자, 출입국,
      immigration, apis, 여행증명, 입국, 출국
      """),

  LICENCE(
      """
      운전면허, 면허, 운전, 면 허, lic, driver, license card, drivers, driver's, driving, licence, license, dl, dlno
      """),

  ACCOUNT(
      """
      계좌, 입금, 출금, 예금, 적금, 납입, 가상, 수취, 증권사, 케뱅, 토뱅, 계 좌, 송금, 이체, 예금주, 통장, 은행, 환불, 급여, 정산, 자동납부, 카카오뱅크, 토스,
      케이뱅크, 새마을, 신협, 우체국, 씨티, 제일, 뱅크, account, accounts,
      acct, accountno, accountnumber, bank, a/c, deposit, transfer, remit, remittance,
      wire, payout, refund, payee, beneficiary, salary, kookmin, shinhan, woori,
      hana, nonghyup, ibk, kakaobank, kakao bank, toss, tossbank, k bank, kbank, citi, kdb, 카뱅, 국민$, 신한$, 우리$, 하나$, 농협$, 기업$, 산업$, 수협$, sc$, nh$, kb$,
      월급, 회비, 자동이체, 무통장
      """),

  PHONE(
      """
      전화, T $, T:$, T.$, M $, M:$, F:$, 연락처, 휴대폰, 휴대전화, 핸드폰, 모바일, 팩스, 문자, 문의, 번호로 연락, 통화, 내선, 카톡,
      tel, telephone, phone, phones, phoneno, phonenumber, mobile, cell, cellphone,
      cellular, fax, call, calls, called, calling, dial, text, sms, whatsapp, contact,
      contacts, reach, landline, handy, handphone, msisdn, hp, ph,
      tél, telefon, 電話, 電話番号, 电话, 手机, 직통, 번호로, 비상연락, 수신자, 발신, direct, 핸폰, 폰번호, ☎, 📞, 유선, 회신
      """),

  /** The labels of the telephones of companies and authorities, which everybody may call. */
  PUBLIC_PHONE(
      """
      고객상담, 고객지원, 고객만족, 콜센터, 상담센터, 상담, 안내전화, 민원, 수신자부담,
      ARS, hotline, hotlines, helpline, toll free, tollfree, customer service, customer services,
      customer care, customer support, service center, service centre, support line,
      call center, call centre, contact center, contact centre, helpdesk
      """),

  /** The labels of the main telephones of companies, also if the number has an area code. */
  SWITCHBOARD(
      """
      대표번호, 대표전화, 대표 전화, 대표 번호, 대표$, 고객센터, 고객 센터, 배달문의, 배달 문의, 예약문의, 예약 문의,
      문의전화, 문의 전화, 예약전화, 주문전화, 안내데스크, 분실신고, switchboard, front desk, main line,
      main number, customer center, customer centre
      """),

  /** The words before numbers for questions, which are public if nobody else can have them. */
  INQUIRY("문의, 신고, 안내, 승인, inquiry, inquiries"),

  CARD(
      """
      카드, 결제, 신용, 체크카드, card, cards, cardno, cardnumber, debit, pan, visa,
      mastercard, amex, american express, diners, discover, jcb, unionpay, maestro, 비씨,
      payment, credit card, 유효기간, cvc, cvv, 법인카드
      """),

  US_SSN(
      """
      ssn, ssns, soc sec, social sec, ss no, ss number, w-2, itin, 소셜, social security, socialsecurity, social, 사회보장, taxpayer, tin, ss#, security card,
      ssnumber
      """);

  private final String words;

  NumberLabel(String words) {
    this.words = words;
  }

  /**
   * Returns the words in lower case; a word that ends with {@code $} counts only directly before a
   * value.
   */
  List<String> words() {
    return List.of(words.strip().split(",\\s*", -1));
  }
}
