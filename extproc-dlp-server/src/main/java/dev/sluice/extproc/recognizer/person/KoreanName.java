package dev.sluice.extproc.recognizer.person;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A reading of a word as a Korean name: a surname, a given name, and the particles behind it.
 *
 * @param length the number of syllables of the name
 * @param known true if the syllables of the given name are usual ones
 * @param ordinary true if its beginning is an ordinary word
 * @param tail the syllables behind the name
 */
record KoreanName(int length, boolean known, boolean ordinary, String tail) {
  /** The usual number of syllables. */
  static final int USUAL = 3;

  /** The surnames that are frequent enough to begin a candidate. */
  static final String FREQUENT = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추";

  private static final String RARE = "도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉";

  /** The usual first syllables of given names. */
  static final String FIRST =
      "가강건경광규근기나남다대도동두려로리말명무문미민범병보봉상새서석선설성세소솔수순승시신아안양연영예옥완용우운원유윤은의인일재정제종주준중지진찬창채철"
          + "초춘충태하한해현형혜호홍화환효훈휘희";

  /** The usual second syllables. */
  static final String SECOND =
      "강건경곤관구국권규근기길나남덕동라란람래련령리린림만명문미민배범별병빈상서석선설섭성세소솔수숙순슬승식신아안언연열영예옥완용우욱운웅원월유윤율은인일"
          + "임자재정제종주준중지진찬창채철춘태택표필하학해헌혁현형혜호홍화환후훈휘희";

  private static final BitSet SURNAMES = HangulText.setOf(FREQUENT + RARE);
  private static final BitSet FIRST_SYLLABLES = HangulText.setOf(FIRST);
  private static final BitSet SECOND_SYLLABLES = HangulText.setOf(SECOND);
  private static final Set<String> LONG_SURNAMES = Set.of("남궁", "황보", "제갈", "선우", "독고", "사공", "서문");

  /** Ordinary words that begin like a name. */
  private static final Set<String> WORDS =
      words(
          ("이상 이하 이후 이전 이번 이름 이메 이용 이동 이유 이미 이론 이사 이모 정보 정도 정상 정리 정말 정책 정기 정산 정원 정수 정지"
              + " 정해 정문 고객 고유 고급 고지 고모 고민 고려 고정 고용 최대 최소 최고 최신 최종 최근 최선 최저 최초 한국 한번 한글 한정"
              + " 한계 한식 전체 전화 전문 전달 전송 전용 전기 전자 전세 전주 전남 전북 전형 전혀 전원 전국 전개 전무 주소 주문 주요 주의 주제"
              + " 주인 주민 주식 주간 주말 주차 주주 주기 신청 신규 신용 신분 신속 신입 신호 신원 신한 조회 조건 조사 조정 조용 조상 조기"
              + " 조선 조직 강제 강력 강조 강남 강원 강의 강사 강북 강화 유지 유형 유효 유일 유리 유선 유명 유사 유의 임시 임의 임원 임차"
              + " 임대 임명 임신 안내 안전 안녕 안정 안경 장애 장비 장소 장치 장기 장점 장인 장모 서비 서버 서울 서로 서명 서류 서면 서식"
              + " 권한 권장 권리 문의 문서 문자 문제 문장 문화 문구 배송 배포 배경 배달 백업 백신 남성 남편 남자 남부 남은 변경 변수 변호 변환"
              + " 지원 지역 지정 지금 지난 지연 지도 지급 지표 지인 지방 지구 진행 진료 진단 진정 진짜 차단 차량 차이 차례 차장 하나 하루 하지"
              + " 하늘 하반 현재 현황 현금 현대 현지 현상 현실 성공 성함 성명 성인 성능 성별 성격 송금 송장 심사 심각 연결 연락 연구 연인"
              + " 오류 오전 오후 오늘 오직 오래 오른 우편 우선 우리 우수 원격 원본 원인 원하 원칙 원장 원래 원고 공지 공유 공통 공공 공식"
              + " 공주 공용 공개 공장 공인 방문 방법 방식 방향 추가 추천 추정 추후 민원 민감 민간 노트 노력 노동 노인 구매 구성 구조 구분 구간"
              + " 구체 나머 나라 나중 나이 홍보 홍수 황제 황금 황사 여권 여부 여러 여성 여자 여행 여유 양식 양도 양수 양호 천천 천만 천안"
              + " 채널 채용 채권 함수 함께 함유 허용 허가 허리 손해 손님 손실 도구 도로 도착 도움 도시 기간 기준 기본 기타 기록 기능 기기"
              + " 소스 소유 소개 소리 소식 위치 위원 위해 위험 표시 표준 표현 명령 명단 명시 명의 반환 반복 반영 금액 금융 금지 인증 인쇄 인사"
              + " 인원 인천 제품 제목 제공 제안 제한 모두 모든 모델 국민 국내 국가 경우 경기 경로 용도 용량 예약 예정 예시 예금 은행 부산 사용"
              + " 사진 사업 사람 사이 선택 선생 선배 선물 설정 설명 설치 길이 길동 마지 마감 석사 옥상 류마 염려 엄격 엄마 곽우 배우 배상"
              + " 진주 경주 상주 원주 성남 하남 남양 안양 안산 안동 양산 여수 강릉 김치 김밥 김포 김해 박사 박스 박물 최강 윤리 윤곽 장관 장학"
              + " 전송 전이 오해 오일 오이 서기 서양 서해 신기 신문 신제 신혼 황당 안과 안건 송이 홍차 유기 유아 유학 고양 고향 고장 고기 문단"
              + " 문학 양말 손자 백만 백화 남쪽 심리 심야 성장 차선 주정 주행 우유 우주 구입 구독 민법 나무 나열 진수 진실 지하 지시 지갑 지불"
              + " 원서 원금 원화 천재 방금 방안 공부 공간 공원 현장 현명 변동 여기 추억 추진 예를 예산"));

  /** The syllables that may follow a name in a word: particles, and the verb to be. */
  private static final Set<String> TAILS =
      words(
          ("이 가 은 는 을 를 의 에 도 만 과 와 랑 로 께 야 아 에게 에게서 한테 께서 이랑 이나 이라 라고 이라고 라는 이라는 라며 입니다"
              + " 입니다만 이에요 예요 에요 이예요 이고 고 이며 며 인데 이신 이신데 인가요 이죠 이시죠 이었습니다 였습니다 에서 부터 까지 으로 로부터"
              + " 으로부터 이와 인 처럼 보다 마저 조차 하고 이야 님 님이 님은 님께 님께서 님의 님을 님과 님도 님에게 님께도 님입니다 씨 씨가 씨는"
              + " 씨의 씨를 씨와 씨도 씨에게 귀하 외 외에"));

  private static final Set<String> COPULAS =
      words("입니다 입니다만 이에요 예요 에요 이예요 이고 고 이며 며 인 인데 라고 이라고 라는 이라는 이죠 이시죠 이야 야");

  private static Set<String> words(String text) {
    return new HashSet<>(List.of(text.split(" ")));
  }

  /** Reads the beginning of a word as a name of a length; null if it is none. */
  static KoreanName read(String word, int length) {
    int surname = length > USUAL || LONG_SURNAMES.contains(head(word, 2)) ? 2 : 1;
    boolean named =
        word.length() >= length
            && length > surname
            && (surname == 1
                ? SURNAMES.get(word.charAt(0))
                : LONG_SURNAMES.contains(head(word, 2)));
    String given = named ? word.substring(surname, length) : "";
    boolean known = named && isUsual(given);
    String tail = named ? word.substring(length) : "";
    return new KoreanName(named ? length : 0, known, isOrdinary(word, length), tail);
  }

  private static boolean isUsual(String given) {
    return given.length() == 1
        ? FIRST_SYLLABLES.get(given.charAt(0)) || SECOND_SYLLABLES.get(given.charAt(0))
        : FIRST_SYLLABLES.get(given.charAt(0)) && SECOND_SYLLABLES.get(given.charAt(1));
  }

  private static boolean isOrdinary(String word, int length) {
    return WORDS.contains(head(word, 2)) || WORDS.contains(head(word, length));
  }

  private static String head(String word, int length) {
    return word.substring(0, Math.min(length, word.length()));
  }

  /** Returns true if the word has a surname and a given name. */
  boolean exists() {
    return length > 0;
  }

  /** Returns true if nothing but particles follows the name. */
  boolean ends() {
    return isTail(tail);
  }

  /** Returns true if the word says who somebody is. */
  boolean isStated() {
    return COPULAS.contains(tail);
  }

  /** Returns true if the word is the name alone, or says who somebody is. */
  boolean isNamed() {
    return tail.isEmpty() || isStated();
  }

  static boolean isTail(String syllables) {
    return syllables.isEmpty() || isParticle(syllables);
  }

  static boolean isParticle(String syllables) {
    return TAILS.contains(syllables);
  }
}
