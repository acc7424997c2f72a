package dev.sluice.extproc.recognizer.network;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.LookBehindCheck;
import dev.sluice.extproc.recognizer.Recognizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A recognizer of mail addresses (RFC 5321), also with host names in Hangul or Han. The user in a
 * remote name or URL is not an address; neither is a name of a file or unit.
 */
public final class EmailAddressRecognizer {
  private static final int LONGEST = 254;
  private static final String LETTER = "0-9A-Za-z가-힣一-鿿";

  /** The last labels that are not top-level domains. */
  private static final Set<String> NO_DOMAINS =
      Set.of(
          ("png jpg jpeg gif svg webp ico css js ts json html xml yaml yml txt pdf "
                  + "tar gz tgz jar aar service socket timer mount target device slice "
                  + "scope data shape size")
              .split(" "));

  /** The top-level domains that count even with spaces around the dots. */
  private static final Set<String> COMMON =
      Set.of(
          ("com net org kr io dev ai de uk jp cn fr me edu gov app co tech 한국 eu " + "us info biz")
              .split(" "));

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "email",
          "(?<![0-9A-Za-z._%+-])[0-9A-Za-z_][0-9A-Za-z._%+'-]{0,63}@(?:["
              + LETTER
              + "]["
              + LETTER
              + "-]{0,62} ?\\. ?)+(?:[A-Za-z]{2,24}|(?i:xn)--[0-9A-Za-z-]{2,24}|한국|삼성|닷컴|닷넷|中国|中國"
              + "|香港|公司)(?![0-9A-Za-z])",
          LONGEST,
          LookBehindCheck.finding(EmailAddressRecognizer::address),
          List.of(
              "⟦hong.gildong@example.co.kr⟧로 보내 주세요",
              "Mail <⟦first.last+tag@mail.example.com⟧>.",
              "문의: ⟦kim@한빛.한국⟧으로, ⟦lee@xn--bj0bj06e.kr⟧",
              "MAIL ⟦KIM@NAVER.COM⟧, please",
              "mailto:⟦a_b-c@sub.example.io⟧?subject=x",
              "⟦kim@naver . co . kr⟧ 입니다",
              "메일은 **⟦kim@naver.com⟧**"),
          List.of(
              "user@localhost",
              "@mention",
              "a @ b.com",
              "a***b@example.org, ho**@naver.com",
              "git clone git@github.com:a/b.git",
              "logo@2x.png, icon@3x.png",
              "getty@tty1.service loaded",
              "https://app:pw12!ab@db.example.com/x",
              "npm i react@18.2.0 actions/checkout@v4",
              "x = A @ B.T @ C",
              "Meet @ the office. At five"));

  private EmailAddressRecognizer() {}

  private static Optional<MatchCheck.MatchedSpan> address(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int at = candidate.from();
    while (text[at] != '@') {
      at++;
    }
    return plausible(text, candidate.from(), at, candidate.to())
            && !inUrl(candidate)
            && !isMasked(candidate)
        ? Optional.of(new MatchCheck.MatchedSpan(candidate.from(), candidate.to()))
        : Optional.empty();
  }

  private static boolean plausible(byte[] text, int from, int at, int to) {
    String domain = new String(text, at + 1, to - at - 1, StandardCharsets.UTF_8);
    String ending = domain.substring(domain.lastIndexOf('.') + 1).strip().toLowerCase(Locale.ROOT);
    if (domain.contains(" ")) {
      return COMMON.contains(ending) && !domain.replace(" . ", ".").contains(" ");
    }
    boolean remote =
        at - from == 3 && text[from] == 'g' && text[from + 1] == 'i' && text[at - 1] == 't';
    return !remote && !NO_DOMAINS.contains(ending);
  }

  /** Returns true if stars that follow a letter or digit hide the beginning of the name. */
  private static boolean isMasked(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int at = candidate.from() - 1;
    while (at > candidate.contextFrom() && text[at] == '*') {
      at--;
    }
    return at >= candidate.contextFrom()
        && at < candidate.from() - 1
        && Character.isLetterOrDigit(text[at]);
  }

  /** Returns true after {@code scheme://}, perhaps with a name and a colon. */
  private static boolean inUrl(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int at = candidate.from() - 1;
    while (at > candidate.contextFrom() && text[at] > ' ' && text[at] != '/' && text[at] != '<') {
      at--;
    }
    return at > candidate.contextFrom() && text[at] == '/' && text[at - 1] == '/';
  }
}
