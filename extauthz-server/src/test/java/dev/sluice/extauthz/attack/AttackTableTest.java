package dev.sluice.extauthz.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.NativeCrypto;
import dev.sluice.common.token.SignatureChecks;
import dev.sluice.common.token.TestClock;
import dev.sluice.common.token.attack.AttackRow;
import dev.sluice.common.token.attack.Attempt;
import dev.sluice.common.token.attack.TokenAttacks;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.Credential;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.issued.Register;
import dev.sluice.extauthz.identity.jwt.IssuerRegistry;
import dev.sluice.extauthz.identity.jwt.RecordingWatch;
import dev.sluice.extauthz.policy.Level;
import dev.sluice.extauthz.request.CheckQuestion;
import dev.sluice.extauthz.request.CheckRequestParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttackTableTest {
  private static final String CLAUSE = "RFC [0-9]{4}, [0-9A-Z.]+|CVE-[0-9]{4}-[0-9]+";
  private static final NativeCrypto CRYPTO = NativeCrypto.load();

  static Stream<AttackRow<Call>> requests() {
    return Stream.of(CredentialAttacks.rows(), IdentityAttacks.rows()).flatMap(List::stream);
  }

  static Stream<AttackRow<Attempt>> tokens() {
    return TokenAttacks.rows();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void authenticate_request(AttackRow<Call> row) {
    Call call = new Call();
    row.change().accept(call);
    assertEquals(row.verdict(), verdict(call), row.id());
  }

  /** What no header can hold is refused before it is read as a token. */
  @ParameterizedTest
  @MethodSource("tokens")
  void authenticate_token(AttackRow<Attempt> row) {
    String verdict = verdict(new Call().token(row.change()));
    boolean refusedBefore = verdict.equals("unreadable") && !row.verdict().equals(AttackRow.PASS);
    assertTrue(refusedBefore || verdict.equals(row.verdict()), row.id() + ": " + verdict);
  }

  @Test
  void rows_areOneForEachCause() throws IOException {
    List<AttackRow<?>> rows = new ArrayList<>();
    requests().forEach(rows::add);
    tokens().forEach(rows::add);
    assertEquals(List.of(), twice(rows, AttackRow::id));
    assertEquals(List.of(), twice(rows, row -> theme(row) + ": " + row.what()));
    assertEquals(List.of(), rows.stream().filter(row -> !row.clause().matches(CLAUSE)).toList());
    assertTrue(rows.size() >= 150);
    long passing = rows.stream().filter(row -> row.verdict().equals(AttackRow.PASS)).count();
    String told = "Each of " + rows.size() + " rows is one cause: ";
    assertTrue(page().contains(told), told);
    assertTrue(page().contains(passing + " of them are neighbours"), "of which pass " + passing);
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/tokens.md"));
  }

  private static List<String> twice(
      List<AttackRow<?>> rows, Function<AttackRow<?>, String> property) {
    Set<String> seen = new HashSet<>();
    return rows.stream().map(property).filter(value -> !seen.add(value)).toList();
  }

  private static String theme(AttackRow<?> row) {
    return row.id().split("-", 2)[0];
  }

  private static CheckInput input(Call call) {
    try {
      return CheckRequestParser.parse(CheckQuestion.read(call.request().toByteArray()), null, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String verdict(Call call) {
    CheckInput input = input(call);
    try (var registry =
        new IssuerRegistry(CRYPTO, SignatureChecks.here(), new TestClock(), new RecordingWatch())) {
      var authenticator = new Authenticator(registry, Register.empty(), new TestClock(), false);
      Authentication answer =
          authenticator.authenticate(
              call.requirement(),
              Credential.of(input::header),
              input.peer().principal(),
              call.policy());
      return switch (answer) {
        case Authentication.Settled settled -> verdict(settled);
        case Authentication.Waiting(var later) -> verdict(later.join());
      };
    }
  }

  private static String verdict(Authentication.Settled settled) {
    return switch (settled) {
      case Authentication.Known(Identity.Caller caller, _, _, _) ->
          caller.level() == Level.NONE ? "level-none" : AttackRow.PASS;
      case Authentication.Known(Identity.Anonymous(), _, _, _) -> "nobody";
      case Authentication.Rejected(_, _, String detail) -> detail;
    };
  }
}
