package dev.sluice.common.match;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.junit.jupiter.api.Test;
@SuppressWarnings("all")
final class ScratchTest {
  static long cpu() { return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(); }
  @Test void run() {
    String[] p = {
      "AKIA[0-9A-Z]{16}", "-----BEGIN (?:(?:RSA|EC|OPENSSH) )?PRIVATE KEY-----",
      "(?i)\\bbearer\\s+[a-z0-9._~+/=-]{7,200}",
      "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\\.)+[A-Za-z]{2,24}",
      "(?<![0-9])[2-69][0-9](?:[ -]?[0-9]){11,17}(?![0-9])",
      "(?<![0-9])[0-9]{6}[ -]?[1-8][0-9]{6}(?![0-9])", "(?<![0-9])[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{5}(?![0-9])",
      "(?<![0-9])01[016789][ .-]?[0-9]{3,4}[ .-]?[0-9]{4}(?![0-9])", "(?<![0-9])(?:\\+82|0)[ -]?[1-6][0-9]?[ -]?[0-9]{3,4}[ -]?[0-9]{4}(?![0-9])",
      "(?<![A-Za-z0-9])[MSRGD][0-9]{3}[0-9A-Z][0-9]{4}(?![0-9A-Za-z])", "(?<![0-9])[0-9]{2}-[0-9]{2}-[0-9]{6}-[0-9]{2}(?![0-9])",
      "(?<![0-9-])[0-9]{2,6}-[0-9]{2,6}-[0-9]{2,7}(?![0-9-])", "(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])",
      "(?<![0-9.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9.])", "(?<![0-9A-Fa-f:])(?:[0-9A-Fa-f]{1,4}:){2,7}[0-9A-Fa-f]{1,4}(?![0-9A-Fa-f:])",
      "(?<![0-9])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9])", "AIza[0-9A-Za-z_-]{35}", "gh[pousr]_[A-Za-z0-9]{36}", "xox[abprs]-[A-Za-z0-9-]{10,200}",
      "sk-[A-Za-z0-9_-]{20,200}", "sk-ant-[A-Za-z0-9_-]{20,200}", "eyJ[A-Za-z0-9_-]{10,1000}\\.[A-Za-z0-9_-]{10,1000}\\.[A-Za-z0-9_-]{10,1000}",
      "(?i)(?:postgres(?:ql)?|mysql|mongodb(?:\\+srv)?|redis)://[^\\s:@/]{1,64}:[^\\s@/]{1,128}@[^\\s/]{1,128}",
      "(?i)(?:password|passwd|secret|api[_-]?key|token|비밀번호|암호|시크릿)[\"' ]{0,3}[:=][\"' ]{0,3}[^\\s\"']{6,128}",
      "(?<![0-9+])\\+[1-9][0-9]{0,2}[ -]?[0-9]{1,4}(?:[ -]?[0-9]{2,4}){2,4}(?![0-9])" };
    long t = System.nanoTime();
    List<PatternSet.Entry> es = new ArrayList<>();
    for (String s : p) es.add(new PatternSet.Entry(Matches.pattern(s), 1024, MatchCheck.ANY));
    PatternSet set = PatternSet.compile(es);
    System.out.println("compile ms " + (System.nanoTime() - t) / 1_000_000 + " parts " + set.parts().size());
    String ko = "안녕하세요, 고객님의 문의에 대해 답변을 드리겠습니다. 이번 배포에서는 캐시 계층을 다시 설계했고 응답 시간이 평균 30% 줄었습니다. ";
    String en = "The function returns a new list of results, and each item holds the name of the file that was changed (see line 42). ";
    byte[] text = (ko + en).repeat(3000).getBytes(StandardCharsets.UTF_8);
    byte[] kob = ko.repeat(5000).getBytes(StandardCharsets.UTF_8), enb = en.repeat(6000).getBytes(StandardCharsets.UTF_8);
    for (byte[] b : List.of(text, kob, enb)) for (int piece : new int[] {16, 256, 4096, 65536}) {
      double best = 0;
      for (int r = 0; r < 12; r++) {
        int[] n = new int[1];
        MatchCursor c = set.cursor((a, o, w, f, to) -> n[0]++);
        long a = cpu();
        for (int i = 0; i < b.length; i += piece) { c.feed(b, i, Math.min(b.length, i + piece)); c.settled(); }
        c.end();
        best = Math.max(best, b.length * 1e3 / (cpu() - a));
      }
      System.out.printf("%d bytes piece %d: %.0f MB/s%n", b.length, piece, best);
    }
  }
}
