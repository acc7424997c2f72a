package dev.sluice.extproc.recognizer.person;

import dev.sluice.extproc.recognizer.Recognizer.CandidatePattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The form of Korean addresses: by road and number, or by lot. */
final class KoreanAddress {
  private static final String PROVINCE =
      "(?:서울(?:특별시|시)?|(?:부산|대구|인천|광주|대전|울산)(?:광역시|시)?|세종(?:특별자치시|시)?|(?:경기|강원)(?:특별자치도|도)?"
          + "|충청[남북]도|충[남북]|전라[남북]도|전북특별자치도|전[남북]|경상[남북]도|경[남북]|제주(?:특별자치도|도)?)";

  private static final String NUMBER = "[0-9]+(?:-[0-9]+)?";

  private static final String ROAD =
      "[가-힣0-9·]+(?:로|길)(?: ?[0-9]+(?:번|가|나|다)?길)? ?(?:지하 ?)?" + NUMBER;

  private static final String LOT =
      "(?:[가-힣]+[0-9]?동|[가-힣]+리|[가-힣]+[0-9]가) (?:산 ?)?" + NUMBER + "(?:번지)?";

  private static final String UNIT = "(?:[0-9A-Z]+동|지하 ?[0-9]층|[0-9]+층|[0-9]+호)";

  private static final String BUILDING =
      "[가-힣A-Za-z0-9]+(?:아파트|빌라|빌딩|타워|오피스텔|맨션|하우스|자이|푸르지오|래미안|힐스테이트|주공)";

  private static final String DETAIL =
      "(?:,? ?\\([가-힣0-9, ]+\\))?(?:,? "
          + BUILDING
          + ")?(?:,? ?"
          + UNIT
          + ")*(?:,? ?\\([가-힣0-9, ]+\\))?";

  private static final String DISTRICT = "[가-힣]+(?:시|군|구)";

  private static final String TOWN = "(?: [가-힣]+(?:읍|면|동|리))?";

  /** A pattern that begins with a province. */
  static final CandidatePattern OF_PROVINCE =
      new CandidatePattern(
          PROVINCE + "(?: " + DISTRICT + ")*" + TOWN + " (?:" + ROAD + "|" + LOT + ")" + DETAIL,
          320);

  /** A pattern that begins with a city or district. */
  static final CandidatePattern OF_DISTRICT =
      new CandidatePattern(
          DISTRICT + "(?: " + DISTRICT + ")?" + TOWN + " (?:" + ROAD + "|" + LOT + ")" + DETAIL,
          300);

  /** A pattern of a postcode after its label. */
  static final CandidatePattern POSTCODE =
      new CandidatePattern("우편 ?번호(?:는|은|가)? ?[:=]? ?[0-9]{5}(?![0-9-])", 48);

  /** A pattern of a road and a number. */
  static final CandidatePattern OF_ROAD =
      new CandidatePattern("[가-힣]+(?:로|길)(?: ?[0-9]+번?길)? " + NUMBER + DETAIL, 240);

  /** The cities, counties and districts. */
  private static final Set<String> DISTRICTS =
      words(
          """
          종로구 중구 용산구 성동구 광진구 동대문구 중랑구 성북구 강북구 도봉구 노원구 은평구 서대문구 마포구 양천구 강서구 구로구 금천구 영등포구 동작구
          관악구 서초구 강남구 송파구 강동구 서구 동구 영도구 부산진구 동래구 남구 북구 해운대구 사하구 금정구 연제구 수영구 사상구 기장군 수성구 달서구
          달성군 군위군 미추홀구 연수구 남동구 부평구 계양구 강화군 옹진군 광산구 유성구 대덕구 울주군 수원시 장안구 권선구 팔달구 영통구 성남시 수정구
          중원구 분당구 의정부시 안양시 만안구 동안구 부천시 원미구 소사구 오정구 광명시 평택시 동두천시 안산시 상록구 단원구 고양시 덕양구 일산동구 일산서구
          과천시 구리시 남양주시 오산시 시흥시 군포시 의왕시 하남시 용인시 처인구 기흥구 수지구 파주시 이천시 안성시 김포시 화성시 광주시 양주시 포천시 여주시
          연천군 가평군 양평군 춘천시 원주시 강릉시 동해시 태백시 속초시 삼척시 홍천군 횡성군 영월군 평창군 정선군 철원군 화천군 양구군 인제군 고성군 양양군
          청주시 상당구 서원구 흥덕구 청원구 충주시 제천시 보은군 옥천군 영동군 증평군 진천군 괴산군 음성군 단양군 천안시 동남구 서북구 공주시 보령시 아산시
          서산시 논산시 계룡시 당진시 금산군 부여군 서천군 청양군 홍성군 예산군 태안군 전주시 완산구 덕진구 군산시 익산시 정읍시 남원시 김제시 완주군 진안군
          무주군 장수군 임실군 순창군 고창군 부안군 목포시 여수시 순천시 나주시 광양시 담양군 곡성군 구례군 고흥군 보성군 화순군 장흥군 강진군 해남군 영암군
          무안군 함평군 영광군 장성군 완도군 진도군 신안군 포항시 경주시 김천시 안동시 구미시 영주시 영천시 상주시 문경시 경산시 의성군 청송군 영양군 영덕군
          청도군 고령군 성주군 칠곡군 예천군 봉화군 울진군 울릉군 창원시 의창구 성산구 마산합포구 마산회원구 진해구 진주시 통영시 사천시 김해시 밀양시 거제시
          양산시 의령군 함안군 창녕군 남해군 하동군 산청군 함양군 거창군 합천군 제주시 서귀포시 세종시 서울시 부산시 대구시 인천시 대전시 울산시
          """);

  /** The words that end like a road and are none. */
  private static final Set<String> NO_ROADS =
      words("그대로 서로 바로 새로 별로 주로 때로 최대로 최소로 으로 대로 절대로 제대로 마음대로 차례로 따로 실제로 스스로 함부로 홀로 도로 그길 손길 눈길");

  private KoreanAddress() {}

  private static Set<String> words(String text) {
    return new HashSet<>(List.of(text.strip().split("\\s+")));
  }

  static boolean isDistrict(String word) {
    return DISTRICTS.contains(word);
  }

  /** Returns true if a word can be the name of a road. */
  static boolean isRoad(String word) {
    return !NO_ROADS.contains(word) && !word.endsWith("으로") && word.length() > 2;
  }
}
