package dev.sluice.extproc.recognizer.idnumber;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.extproc.recognizer.ContextCheck;
import dev.sluice.extproc.recognizer.ContextCheck.Strength;
import dev.sluice.extproc.recognizer.DigitGroups;
import dev.sluice.extproc.recognizer.NumberLabel;
import dev.sluice.extproc.recognizer.Recognizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A recognizer of Korean driving licence numbers: region, year, six digits, and two for check and
 * reissue.
 */
public final class KoreanDriverLicenceRecognizer {
  /** The region names that old licences have instead of a number. */
  private static final Set<String> REGIONS =
      Set.of(
          "서울", "부산", "경기", "강원", "충북", "충남", "전북", "전남", "경북", "경남", "제주", "대구", "인천", "광주", "대전",
          "울산", "세종");

  private static final ContextCheck CONTEXT =
      ContextCheck.of(
          Set.of(NumberLabel.LICENCE),
          Set.of(NumberLabel.ACCOUNT),
          "면허",
          "driv",
          "Driv",
          "licen",
          "Licen");

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "kr_driver_licence",
          "(?<![0-9])[0-9]" + DigitGroups.nextDigits(9, 11) + "(?![0-9])",
          160,
          CONTEXT.check(KoreanDriverLicenceRecognizer::strength),
          List.of(
              "면허번호 ⟦11-04-123456-71⟧입니다",
              "운전면허: ⟦28 19 654321 03⟧",
              "driver's license ⟦130912345678⟧",
              "⟦12-15-000123-45⟧ 갱신",
              "서울 ⟦90-123456-78⟧",
              "licenceNo=⟦21-99-765432-10⟧",
              "면허 ⟦11.04.123456.71⟧"),
          List.of(
              "29-04-123456-71",
              "10-04-123456-71",
              "27-04-123456-71",
              "110412345671",
              "송장번호 11-04-123456-71",
              "11-04-123456-712"));

  private KoreanDriverLicenceRecognizer() {}

  private static Strength strength(MatchCandidate candidate) {
    DigitGroups groups = DigitGroups.of(candidate);
    if (groups.digits().count() == 10) {
      return groups.shape().equals("2-6-2") && behindRegion(candidate)
          ? Strength.GOOD
          : Strength.NONE;
    }
    int region = groups.digits().number(0, 2);
    if (groups.digits().count() != 12 || region < 11 || region > 28 || region == 27) {
      return Strength.NONE;
    }
    return groups.haveShape("2-2-6-2") ? Strength.FAIR : Strength.WEAK;
  }

  /**
   * Returns true if a region's name, perhaps with one separator, is directly before the candidate.
   */
  private static boolean behindRegion(MatchCandidate candidate) {
    int end = candidate.from();
    byte[] text = candidate.text();
    while (end > candidate.contextFrom() && end > candidate.from() - 3 && text[end - 1] > 0) {
      end--;
    }
    int from = end - 6;
    return from >= candidate.contextFrom()
        && REGIONS.contains(new String(text, from, end - from, StandardCharsets.UTF_8));
  }
}
