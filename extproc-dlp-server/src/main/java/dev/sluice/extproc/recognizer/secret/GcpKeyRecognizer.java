package dev.sluice.extproc.recognizer.secret;

import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;

/** A recognizer of Google Cloud's API keys and OAuth client secrets. */
public final class GcpKeyRecognizer {
  private static final String API = "AI" + "za";
  private static final String CLIENT = "GOC" + "SPX-";
  private static final int LONGEST = 80;

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "gcp_key",
          "(?<![0-9A-Za-z])(?:"
              + API
              + "(?:\\n?[0-9A-Za-z_-]){35}|"
              + CLIENT
              + "(?:\\n?[0-9A-Za-z_-]){28})(?![0-9A-Za-z_-])",
          LONGEST,
          CharacterCounts.RANDOM_CHECK,
          List.of(
              "key=⟦" + API + "SyB3k9Qm2Xw7Lr5Tn8Vc1Zp4Hd6Jf0GsYe_⟧&v=3",
              "구글 키 ⟦" + API + "SyB3k9Qm2Xw7Lr5Tn8Vc1Zp4Hd6Jf0GsYe-⟧를 넣었습니다",
              "secret \"⟦" + CLIENT + "a9Xk2Lm4Qw7Rt1Yp5Zc8Vb3Nh6Ds⟧\""),
          List.of(
              "A key begins with " + API + " and has 39 characters",
              API + "SyXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
              API + "Sy*********************************",
              API + "SyB3k9Qm2Xw7Lr5Tn8Vc1Zp4Hd6Jf0Gs",
              "x" + API + "SyB3k9Qm2Xw7Lr5Tn8Vc1Zp4Hd6Jf0GsYe_",
              CLIENT + "your-client-secret-goes-here"));

  private GcpKeyRecognizer() {}
}
