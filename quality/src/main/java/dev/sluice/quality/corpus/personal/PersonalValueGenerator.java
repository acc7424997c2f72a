package dev.sluice.quality.corpus.personal;

import dev.sluice.quality.corpus.side.CorpusSide;
import dev.sluice.quality.corpus.value.SeededRandom;
import java.util.List;
import java.util.Locale;

/** A generator of made-up names, dates and addresses. Its lists are not those of recognizers. */
final class PersonalValueGenerator {
  private static final List<String> SURNAMES =
      words(
          "김 김 김 이 이 이 박 박 최 최 정 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 전 홍 고 문 양 손 배 백 허 남 심 노 하 곽 성 차 주 우 민 진 지 엄 현 반 남궁 선우");

  private static final List<String> GIVEN_OF_TUNING =
      words(
          """
          서연 민준 지우 하준 도윤 서윤 시우 지호 하은 예준 수아 주원 지유 건우 다은 우진 채원 현우 은서 준서 예은 유준 소율 지훈 하린 선우 나은 정우
          영희 철수 영수 순자 정숙 미숙 경자 성호 영호 상철 병철 영자 옥순 말순 종호 진호 동수 기철 명수 광수 미경 은주 혜진 은정 수정 정희 경희 보람 슬기
          나래 하늘 단비 새롬 은별 해솔 라온 가람 준표 형돈 국진 경규 재석 세호 나리 우람 다솜 이슬 샛별 찬솔 두리 한별 율 솔 준 현 빈
          """);

  private static final List<String> GIVEN_OF_TEST =
      words(
          """
          민서 지원 현지 승민 태윤 아린 유나 시온 다현 지안 서진 하율 연우 민재 재윤 은우 지환 태희 미란 복순 춘자 갑수 덕배 만식 봉식 길자 점례 끝순 다미
          소담 아름 초롱 여울 바다 누리 나봄 미르 태산 으뜸 겨레 한솔 빛나 꽃님 재범 강인 흥민 현진 하성 연아 세리 지성 태환 상원 용준 혜경 선희 명자 종국
          창식 인숙 봉 설 결 훈 원
          """);

  private static final List<String> FIRST =
      words(
          """
          Michael Sarah David Emma James Olivia Daniel Sophia Robert Laura Peter Helen Kevin Rachel Priya Sanjay Aoife Ingrid
          Mateo Yuki Fatima Omar Chidi Svetlana Bartosz Giulia Henrik Leila Tomasz Nadia Kwame Anders Mei Rohan Siobhan Declan
          Beatrix Cosmo Imogen Rupert Philippa Jasper Harriet Magnus Freya Alistair Greta Bruno Zara Malik
          """);

  private static final List<String> LAST =
      words(
          """
          Smith Johnson Brown Garcia Wilson Clark Walker Young Baker Carter Iyer Okafor Lindqvist Yamamoto Haddad Nowak Rossi
          Petrov Mensah Tanaka Desai O'Brien MacLeod Fitzgerald Schneider Dubois Kowalczyk Andersson Moreau Bianchi Novak
          Popescu Eriksen Vermeulen Castellano Abernathy Whitfield Pemberton Lockwood Hargreaves Sinclair Underhill Thackeray
          """);

  private static final List<String> REGIONS =
      List.of(
          "서울특별시 강남구",
          "서울 마포구",
          "서울시 송파구",
          "부산광역시 해운대구",
          "부산 사하구",
          "대구 수성구",
          "인천광역시 연수구",
          "대전 유성구",
          "경기도 성남시 분당구",
          "경기 수원시 영통구",
          "경기도 고양시 일산동구",
          "강원특별자치도 춘천시",
          "충청북도 청주시 흥덕구",
          "전북특별자치도 전주시 완산구",
          "경상남도 창원시 의창구",
          "제주특별자치도 제주시",
          "세종특별자치시",
          "강남구",
          "분당구");

  private static final List<String> ROADS =
      words(
          "테헤란로 월드컵북로 올림픽로 센텀중앙로 낙동대로 동대구로 송도과학로 대학로 판교역로 광교중앙로 중앙로 공지로 가경로 홍산로 창원대로 첨단로 한누리대로 언주로 정자일로");

  private static final List<String> TOWNS =
      words("역삼동 서교동 잠실동 우동 하단동 범어동 송도동 봉명동 정자동 매탄동 장항동 효자동 가경동 용호동 노형동");

  private static final List<String> STREETS =
      words(
          "Maple Oak Cedar Washington Elm Lakeview Sunset Highland Park Pine Willow Jefferson Chestnut Riverside Spring Mill");

  private static final List<String> STREET_TYPES =
      List.of("Street", "St", "Avenue", "Ave", "Road", "Lane", "Drive", "Blvd", "Court", "Way");

  private static final List<String> CITIES =
      List.of(
          "Springfield, IL 62704",
          "Portland, OR 97205",
          "Austin, TX 78701",
          "San Jose, CA 95113",
          "Boston, MA 02108",
          "Salt Lake City, UT 84101",
          "Denver, CO");

  private static final List<String> MONTHS =
      words(
          "January February March April May June July August September October November December");

  private final SeededRandom random;
  private final List<String> given;

  PersonalValueGenerator(CorpusSide side, SeededRandom random) {
    this.random = random;
    given = side == CorpusSide.TEST ? GIVEN_OF_TEST : GIVEN_OF_TUNING;
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  String koreanName() {
    return random.pick(SURNAMES) + random.pick(given);
  }

  String englishName() {
    String middle = random.percent(15) ? " " + random.charOf("ABCDEHJKLMNPRST") + "." : "";
    return random.pick(FIRST) + middle + " " + random.pick(LAST);
  }

  String koreanDate() {
    int year = random.between(1945, 2015);
    int month = random.between(1, 12);
    int day = random.between(1, 28);
    return String.format(
        Locale.ROOT,
        random.pick(
            List.of(
                "%d-%02d-%02d",
                "%d.%02d.%02d", "%d. %d. %d", "%d년 %d월 %d일", "%d/%02d/%02d", "%d%02d%02d")),
        year,
        month,
        day);
  }

  String englishDate() {
    int year = random.between(1945, 2015);
    int month = random.between(1, 12);
    int day = random.between(1, 28);
    String name = MONTHS.get(month - 1);
    return switch (random.below(6)) {
      case 0 -> String.format(Locale.ROOT, "%02d/%02d/%d", month, day, year);
      case 1 -> String.format(Locale.ROOT, "%d-%02d-%02d", year, month, day);
      case 2 -> name + " " + day + ", " + year;
      case 3 -> name.substring(0, 3) + " " + day + ", " + year;
      case 4 -> day + " " + name + " " + year;
      default -> String.format(Locale.ROOT, "%d.%d.%d", day, month, year);
    };
  }

  String koreanAddress() {
    String unit =
        switch (random.below(4)) {
          case 0 -> ", " + random.between(2, 20) + "층";
          case 1 ->
              " " + random.between(101, 115) + "동 " + random.between(1, 20) + random.shape("0#호");
          case 2 -> ", " + random.between(101, 1503) + "호";
          default -> "";
        };
    String place =
        random.percent(70)
            ? random.pick(ROADS)
                + (random.percent(30) ? random.between(2, 300) + "번길" : "")
                + " "
                + random.between(1, 400)
            : random.pick(TOWNS) + " " + random.between(1, 990) + "-" + random.between(1, 40);
    return random.pick(REGIONS) + " " + place + unit;
  }

  String englishAddress() {
    String unit = random.percent(30) ? ", Apt " + random.between(1, 40) : "";
    String city = random.percent(75) ? ", " + random.pick(CITIES) : "";
    return random.between(1, 9999)
        + " "
        + (random.percent(20) ? random.pick(List.of("N ", "South ", "W. ")) : "")
        + random.pick(STREETS)
        + " "
        + random.pick(STREET_TYPES)
        + unit
        + city;
  }
}
