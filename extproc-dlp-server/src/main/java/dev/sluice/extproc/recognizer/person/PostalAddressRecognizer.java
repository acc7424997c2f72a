package dev.sluice.extproc.recognizer.person;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.AsciiText;
import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.recognizer.PrecedingWords;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;

/**
 * A recognizer of Korean and English postal addresses. With high confidence it needs their
 * structure, or a part of it beside a label.
 */
public final class PostalAddressRecognizer {
  private static final PrecedingWords LABELS =
      PrecedingWords.of(
          ("주소 배송지 거주지 거주 배송 수령지 소재지 사업장 사는 살고 위치 오시는 이사 설치 장소 우편 집은 address street lives live living"
                  + " ship shipped deliver delivered moved located mail send sent residence home invoice")
              .split(" "));

  public static final Recognizer RECOGNIZER =
      new Recognizer(
              "postal_address",
              List.of(
                  KoreanAddress.OF_PROVINCE,
                  KoreanAddress.OF_DISTRICT,
                  KoreanAddress.POSTCODE,
                  EnglishAddress.STREET,
                  EnglishAddress.BOX),
              new AddressCheck(Confidence.HIGH),
              List.of(
                  "주소: ⟦서울특별시 강남구 테헤란로 123, 4층⟧",
                  "⟦경기도 성남시 분당구 판교역로235번길 16 101동 1203호⟧로 보내 주세요",
                  "⟦서울 마포구 서교동 123-4⟧에 살아요",
                  "⟦강남구 봉은사로 524⟧입니다",
                  "우편번호 ⟦06234⟧",
                  "Ship to ⟦742 Evergreen Terrace⟧",
                  "at ⟦1600 Amphitheatre Parkway, Mountain View, CA 94043⟧.",
                  "⟦221 Baker Street, London NW1 6XE⟧",
                  "mail: ⟦P.O. Box 1234⟧"),
              List.of(
                  "서울 지점과 부산 지점",
                  "서버로 100개를 보냅니다",
                  "다시 바로 3번",
                  "우편번호 다섯 자리",
                  "12 Angry Men",
                  "Order 1234 Main Course",
                  "10 Downing Street"))
          .with(
              new Recognizer.Detection(
                  Confidence.MEDIUM,
                  List.of(KoreanAddress.OF_ROAD, EnglishAddress.STREET),
                  new AddressCheck(Confidence.MEDIUM),
                  List.of(
                      "배송지는 ⟦테헤란로 123⟧입니다", "⟦판교역로 16, 1203호⟧", "⟦10 Downing Street⟧ is a house"),
                  List.of(
                      "서울 강남구 테헤란로 123",
                      "서버로 100개를 보냅니다",
                      "at 742 Evergreen Terrace, Springfield, IL 62704.",
                      "Send 5 apples")));

  private PostalAddressRecognizer() {}

  /** A check of candidates of one confidence. */
  private record AddressCheck(Confidence confidence) implements MatchCheck {
    @Override
    public boolean mayStart(byte[] text, int from) {
      return text[from] >= 0 || !HangulText.continuesWord(text, from);
    }

    @Override
    public CheckResult evaluate(MatchCandidate candidate) {
      byte[] text = candidate.text();
      int known = candidate.contextTo() - candidate.to();
      if (known < HangulText.SYLLABLE && !candidate.hasFullContext()) {
        return NoMatch.UNDECIDED;
      }
      if (known > 0 && Character.isLetterOrDigit(text[candidate.to()])) {
        return NoMatch.REJECTED;
      }
      if (text[candidate.from()] >= 0) {
        return english(candidate);
      }
      String all = HangulText.string(text, candidate.from(), candidate.to());
      if (all.startsWith("우편")) {
        return confidence == Confidence.HIGH
            ? new MatchedSpan(candidate.to() - 5, candidate.to())
            : NoMatch.REJECTED;
      }
      return korean(candidate, all) ? whole(candidate) : NoMatch.REJECTED;
    }

    private static CheckResult whole(MatchCandidate candidate) {
      return new MatchedSpan(candidate.from(), candidate.to());
    }

    private CheckResult english(MatchCandidate candidate) {
      String all = HangulText.string(candidate.text(), candidate.from(), candidate.to());
      boolean box = !AsciiText.isDigit(candidate.text()[candidate.from()]);
      boolean high = box || EnglishAddress.isWhole(all) || LABELS.lastEnd(candidate) >= 0;
      if (high != (confidence == Confidence.HIGH)) {
        return NoMatch.REJECTED;
      }
      return high ? whole(candidate) : unlessContinued(candidate);
    }

    /** Accepts a street, unless the unit or the city behind it makes it a whole address. */
    private static CheckResult unlessContinued(MatchCandidate candidate) {
      String behind = HangulText.string(candidate.text(), candidate.to(), candidate.contextTo());
      if (!candidate.hasFullContext() && EnglishAddress.mayContinueWith(behind)) {
        return NoMatch.UNDECIDED;
      }
      return EnglishAddress.continuesWith(behind) ? NoMatch.REJECTED : whole(candidate);
    }

    private boolean korean(MatchCandidate candidate, String all) {
      if (isCount(candidate)) {
        return false;
      }
      String first = all.substring(0, all.indexOf(' '));
      if (confidence == Confidence.HIGH) {
        boolean begins = KoreanAddress.isDistrict(first) && !isAfterPlace(candidate);
        return hasPlace(all) && (isProvince(first) || begins);
      }
      String road = first.replaceAll("[0-9].*", "");
      boolean detailed = all.matches(".*[0-9](?:동|층|호).*");
      return KoreanAddress.isRoad(road)
          && !isAfterPlace(candidate)
          && (detailed || LABELS.lastEnd(candidate) >= 0);
    }

    /** Returns true if a road, or a lot of a place, is in an address. */
    private static boolean hasPlace(String all) {
      for (String word : all.split("[ ,]+", -1)) {
        String name = word.replaceAll("[0-9·-].*", "");
        boolean road = (name.endsWith("로") || name.endsWith("길")) && KoreanAddress.isRoad(name);
        if (road || word.matches("[가-힣]+[0-9]?(?:동|리|가)")) {
          return true;
        }
      }
      return false;
    }

    private static boolean isProvince(String word) {
      return PROVINCES.stream().anyMatch(word::startsWith);
    }

    /** Returns true if a number counts something, as in {@code 서버로 100개}. */
    private static boolean isCount(MatchCandidate candidate) {
      String behind =
          HangulText.isSyllableAt(candidate.text(), candidate.to(), candidate.contextTo())
              ? HangulText.string(
                  candidate.text(), candidate.to(), candidate.to() + HangulText.SYLLABLE)
              : "";
      boolean digit = AsciiText.isDigit(candidate.text()[candidate.to() - 1]);
      return digit && !behind.isEmpty() && COUNTS.contains(behind);
    }

    /** Returns true if a city or district precedes a road, which is an address of its own. */
    private static boolean isAfterPlace(MatchCandidate candidate) {
      int end = candidate.from() - 1;
      int at = end;
      while (at - HangulText.SYLLABLE >= candidate.contextFrom()
          && HangulText.isSyllableAt(candidate.text(), at - HangulText.SYLLABLE, at)) {
        at -= HangulText.SYLLABLE;
      }
      String word = at < end ? HangulText.string(candidate.text(), at, end) : "";
      return KoreanAddress.isDistrict(word) || (!word.isEmpty() && isProvince(word));
    }

    @Override
    public int lookBehind() {
      return PrecedingWords.MAX_BYTES;
    }

    @Override
    public int lookAhead() {
      return confidence == Confidence.HIGH ? HangulText.LOOK_AHEAD : EnglishAddress.LONGEST_CITY;
    }
  }

  private static final List<String> PROVINCES =
      List.of(
          "서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충청", "충남", "충북", "전라", "전남",
          "전북", "경상", "경남", "경북", "제주");

  /** The syllables that begin what a number counts. */
  private static final String COUNTS = "개번명원초분시회건배위점년월일주차급도줄행쪽장권가";
}
