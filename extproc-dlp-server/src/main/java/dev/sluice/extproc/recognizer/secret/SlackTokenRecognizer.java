package dev.sluice.extproc.recognizer.secret;

import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;

/** A recognizer of Slack's tokens of bots, users and apps, and of incoming webhook URLs. */
public final class SlackTokenRecognizer {
  private static final String BOT = "xox" + "b-";
  private static final String HOOK = "hooks.slack" + ".com/services/";
  private static final int LONGEST = 512;

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "slack_token",
          "(?<![0-9A-Za-z])(?:xox[a-z](?:\\.xox[a-z])?-\\n?(?:[0-9]{1,14}-\\n?)+[0-9A-Za-z]{16}[0-9A-Za-z-]*"
              + "|xapp-\\n?[0-9]-[0-9A-Z]+-[0-9]+-[0-9a-f]{32}[0-9a-f]*"
              + "|(?:https?://)?hooks\\.\\n?slack\\.com/(?:services|workflows|triggers)"
              + "/[0-9A-Z]+/[0-9A-Z]+/[0-9A-Za-z]{16}[0-9A-Za-z/]*)(?![0-9A-Za-z])",
          LONGEST,
          CharacterCounts.RANDOM_CHECK,
          List.of(
              "token=\"⟦" + BOT + "2345678901-3456789012345-aB3dE5fG7hJ9kL1mN2pQ4rS6⟧\"",
              "⟦xox" + "p-23456789012-34567890123-45678901234-0123456789abcdef0123⟧를 폐기",
              "⟦xap" + "p-1-A0B1C2D3E4F-2345678901-0123456789abcdef0123456789abcdef⟧",
              "curl ⟦https://" + HOOK + "T0AB1CD2E/B0AB1CD2EF3/aB3dE5fG7hJ9kL1mN2pQ4rS6⟧"),
          List.of(
              "봇 토큰은 " + BOT + "로 시작합니다",
              BOT + "your-token-here",
              BOT + "XXXXXXXXXXXX-XXXXXXXXXXXX-XXXXXXXXXXXXXXXXXXXXXXXX",
              "https://" + HOOK + "T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
              "https://" + HOOK + "<T>/<B>/<secret>",
              "https://slack.com/api/chat.postMessage"));

  private SlackTokenRecognizer() {}
}
