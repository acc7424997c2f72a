package dev.sluice.extproc.recognizer.idnumber;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.extproc.recognizer.ContextCheck;
import dev.sluice.extproc.recognizer.ContextCheck.Strength;
import dev.sluice.extproc.recognizer.DecimalDigits;
import dev.sluice.extproc.recognizer.DigitGroups;
import dev.sluice.extproc.recognizer.NumberLabel;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;
import java.util.Set;

/** A recognizer of United States social security numbers: groups of three, two and four digits. */
public final class UsSocialSecurityNumberRecognizer {
  private static final ContextCheck CONTEXT =
      ContextCheck.of(
          Set.of(NumberLabel.US_SSN),
          Set.of(NumberLabel.PHONE, NumberLabel.ACCOUNT),
          "social",
          "Social",
          "SSN",
          "ssn",
          "사회보장");

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "us_ssn",
          "(?<![0-9])[0-8]" + DigitGroups.nextDigits(8, 8) + "(?![0-9])",
          160,
          CONTEXT.check(UsSocialSecurityNumberRecognizer::strength),
          List.of(
              "SSN ⟦536-22-1234⟧",
              "사회보장번호는 ⟦536-22-1234⟧이다",
              "social security number: ⟦536221234⟧",
              "⟦212-34-5678⟧",
              "ssn=⟦212 34 5678⟧",
              "his social is ⟦401.55.0199⟧"),
          List.of(
              "000-12-3456",
              "666-12-3456",
              "912-34-5678",
              "212-00-5678",
              "212-34-0000",
              "536221234",
              "part no. 212-34-5678",
              "1-212-34-5678"));

  private UsSocialSecurityNumberRecognizer() {}

  private static Strength strength(MatchCandidate candidate) {
    DigitGroups groups = DigitGroups.of(candidate);
    DecimalDigits digits = groups.digits();
    int area = digits.number(0, 3);
    boolean issued =
        area != 0
            && area != 666
            && digits.number(3, 5) != 0
            && digits.number(5, 9) != 0
            && digits.number(0, 9) != 78_051_120
            && digits.number(0, 9) != 219_099_999;
    if (!issued || digits.allEqual()) {
      return Strength.NONE;
    }
    return groups.haveShape("3-2-4") ? Strength.FAIR : Strength.WEAK;
  }
}
