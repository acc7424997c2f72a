package dev.sluice.bench.scan.bait;

import dev.sluice.quality.corpus.value.SeededRandom;
import java.util.ArrayList;
import java.util.List;

/** Runs of one class, almost-matches, beginnings in beginnings, and a value in every word. */
final class Baits {
  private static final String BEGIN = "-----BEGIN PRIV" + "ATE KEY-----\n";
  private static final List<String> RUNS =
      List.of(
          "a", "A", "0", " ", "\n", "@", "-", ".", ":", "\"", "<", "(", "+", "/", "=", "가", "０",
          "\u200b", "а");
  private static final List<String> ALMOST =
      List.of(
          "a@",
          "a@a.",
          "a.b-c_d",
          "@a.a",
          "1.1.1.",
          "1234-",
          "1 ",
          "010-1234-",
          "12 34-56.",
          "+1 (2",
          "900101-",
          "0000:",
          "a:",
          "::",
          "DE89 3704 ",
          "M1234",
          "11-04-123456-",
          "AKIA",
          "ghp_",
          "xoxb-1",
          "sk-",
          "sk-ant-",
          "sk-proj-A1",
          "AIza",
          "eyJ",
          "eyJhbGci.",
          "bearer ",
          "Bearer a",
          "-----BEGIN ",
          BEGIN,
          "http://a:",
          "postgres://u:p",
          "a://a:a/",
          "password",
          "password: ",
          "password is ",
          "password\": \"",
          "password</a><a>",
          "비밀번호는 ",
          "계좌 1",
          "api_key = ",
          "pwd,",
          "| password |\n",
          "id,password\n",
          "secret_key[",
          "주민번호 9");
  private static final List<String> DENSE =
      List.of(
          "gil-dong.hong@example.co.kr ",
          "010-1234-5678 ",
          "4111 1111 1111 1111 ",
          "10.0.0.1,",
          "password=T1gerMoon77 ",
          "900101-1234568\n",
          "a@b.kr");

  private static final List<String> BEGUN_ATTACKS =
      List.of(
          "'",
          "''",
          ": ",
          ": a'",
          "1 or ",
          "' or ",
          "or 1 or 1 ",
          "or'a'or",
          "/*",
          "/**/",
          "union/**/",
          "union select ",
          "' union ",
          "; ",
          "';",
          "1 and (",
          "((((",
          "sleep(",
          "case when ",
          "0x41",
          "char(65,",
          "<",
          "<a ",
          "<a '",
          "<svg ",
          "<style>",
          "onerror ",
          " onclick=",
          "href=",
          "j a v a ",
          "java&#10;",
          "{{",
          "%3c",
          "%25",
          "\\x3c",
          "&amp;");

  private Baits() {}

  /** What attacks begin with, over and over. */
  static List<Bait> ofAttacks() {
    List<Bait> all = new ArrayList<>();
    BEGUN_ATTACKS.forEach(unit -> all.add(Bait.of(unit)));
    all.add(Bait.of("'", "a"));
    all.add(Bait.of("name: ", "a"));
    all.add(Bait.of("<a x=\"", "a"));
    all.add(Bait.of("' union select ", "a,"));
    all.add(Bait.of("1 and if(", "a,"));
    return all;
  }

  static List<Bait> all() {
    var dice = SeededRandom.of(1, "baits");
    List<Bait> all = new ArrayList<>();
    RUNS.forEach(unit -> all.add(Bait.of(unit)));
    ALMOST.forEach(unit -> all.add(Bait.of(unit)));
    all.add(new Bait("random digits", "", dice.digits(9973)));
    all.add(new Bait("random hexadecimal digits", "", dice.text(SeededRandom.HEX, 9973)));
    all.add(new Bait("random base64", "", dice.text(SeededRandom.BASE64, 9973)));
    all.add(new Bait("random base64url", "", dice.text(SeededRandom.BASE64_URL, 9973)));
    all.add(
        new Bait("a private key without an end", BEGIN, dice.text(SeededRandom.BASE64, 64) + "\n"));
    all.add(new Bait("a JWT without an end", "eyJ", dice.text(SeededRandom.BASE64_URL, 997)));
    all.add(
        new Bait(
            "a bearer token without an end", "Bearer ", dice.text(SeededRandom.ALPHANUMERIC, 997)));
    all.add(
        new Bait(
            "a password without an end", "password=", dice.text(SeededRandom.ALPHANUMERIC, 997)));
    all.add(Bait.of("password:", " "));
    all.add(Bait.of("a@", "a."));
    DENSE.forEach(unit -> all.add(Bait.of(unit)));
    return all;
  }
}
