package dev.sluice.extproc.recognizer.secret;

import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;

/** A recognizer of GitHub's tokens of users, apps and installations, classic and fine-grained. */
public final class GithubTokenRecognizer {
  private static final String CLASSIC = "gh" + "p_";
  private static final String FINE = "github" + "_pat_";
  private static final String RANDOM = "k3Jx9QmT2vLr7WbN5yHc1ZpD8sFgA4eU6iXo";
  private static final int LONGEST = 255;

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "github_token",
          "(?<![0-9A-Za-z])(?:gh[oprsu]_(?:\\n?[0-9A-Za-z]){36}[0-9A-Za-z]*"
              + "|github\\n?_\\n?pat_(?:\\n?[0-9A-Za-z]){22}_(?:\\n?[0-9A-Za-z]){59})(?![0-9A-Za-z])",
          LONGEST,
          CharacterCounts.RANDOM_CHECK,
          List.of(
              "GH_TOKEN=⟦" + CLASSIC + RANDOM + "⟧",
              "토큰 ⟦" + CLASSIC + RANDOM + "⟧을 커밋했습니다",
              "https://⟦gh" + "s_" + RANDOM + "⟧@github.com/a/b.git",
              "⟦" + FINE + "11AB2CD3EF4GH5IJ6KL7MN_" + RANDOM + "9QmT2vLr7WbN5yHc1ZpD8sF⟧"),
          List.of(
              "A token begins with ghp_, gho_ or ghs_.",
              CLASSIC + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
              CLASSIC + "************************************",
              CLASSIC + "YOUR_TOKEN_HERE",
              "github_pattern_matcher_for_long_names_in_reviews",
              FINE + "...",
              "a" + CLASSIC + RANDOM));

  private GithubTokenRecognizer() {}
}
