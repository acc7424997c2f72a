package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;

/**
 * A recognizer of OpenAI's keys of users, projects, services and administrators, and of keys in the
 * same form.
 */
public final class OpenAiKeyRecognizer {
  private static final String START = "sk" + "-";
  private static final String RANDOM = "k3Jx9QmT2vLr7WbN5yHc";
  private static final String MARK = "T3Blbk" + "FJ";
  private static final int LONGEST = 256;

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "openai_key",
          "(?<![0-9A-Za-z_-])sk-\\n?(?:(?:proj|svcacct|service|admin|None|or-v1)-(?:[0-9A-Za-z_]|-\\n?){32}(?:[0-9A-Za-z_]|-\\n?)*"
              + "|(?:\\n?[0-9A-Za-z]){32}[0-9A-Za-z]*)(?![0-9A-Za-z_-])",
          LONGEST,
          MatchCheck.of(OpenAiKeyRecognizer::holds),
          List.of(
              "OPENAI_API_KEY=⟦" + START + RANDOM + MARK + RANDOM + "⟧",
              "키 ⟦" + START + "proj-" + RANDOM + "_-" + RANDOM + MARK + RANDOM + "⟧로 호출",
              "(\"⟦" + START + "svcacct-" + RANDOM + MARK + RANDOM + "⟧\")",
              "⟦" + START + "admin-" + RANDOM + RANDOM + "⟧"),
          List.of(
              "keys begin with sk- or sk-proj-.",
              START + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
              START + "proj-YOUR_PROJECT_KEY_FROM_THE_DASHBOARD_1",
              "risk-proj-2024-review-board-meeting-notes-final",
              START + "proj-plan-for-the-second-floor-office-in-2024",
              "task-force-meeting-notes-for-the-second-quarter-review",
              "locale sk-SK, currency EUR"));

  private OpenAiKeyRecognizer() {}

  /** Returns true if the random part has capitals and small letters, or is hexadecimal. */
  private static boolean holds(byte[] text, int from, int to) {
    CharacterCounts shape = CharacterCounts.of(text, from + START.length(), to);
    return CharacterCounts.isRandom(text, from, to)
        && ((shape.upper() > 1 && shape.lower() > 1) || shape.digits() > shape.length() / 4);
  }
}
