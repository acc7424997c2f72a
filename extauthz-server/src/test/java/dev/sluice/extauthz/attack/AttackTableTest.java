package dev.sluice.extauthz.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.attack.AttackRow;
import dev.sluice.common.token.attack.Attempt;
import dev.sluice.common.token.attack.TokenAttacks;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.identity.AuthenticationResult;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.IssuerRegistry;
import dev.sluice.extauthz.identity.RecordingIssuerListener;
import dev.sluice.extauthz.identity.RequestCredential;
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.request.CheckRequestParser;
import dev.sluice.extauthz.request.CheckRequestView;
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

  static Stream<AttackRow<CredentialAttackRequest>> requests() {
    return Stream.of(
            CredentialAttacks.rows(),
            IdentityAttacks.rows(),
            BindingAttacks.rows(),
            ProofAttacks.rows())
        .flatMap(List::stream);
  }

  static Stream<AttackRow<Attempt>> tokens() {
    return TokenAttacks.rows();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void authenticate_attackedRequest(AttackRow<CredentialAttackRequest> row) {
    CredentialAttackRequest call = new CredentialAttackRequest();
    row.change().accept(call);
    assertEquals(row.verdict(), verdict(call), row.id());
  }

  /** Checks tokens. Text that is invalid in a header is rejected before it is parsed. */
  @ParameterizedTest
  @MethodSource("tokens")
  void authenticate_attackedToken(AttackRow<Attempt> row) {
    String verdict = verdict(new CredentialAttackRequest().token(row.change()));
    boolean refusedBefore = verdict.equals("unreadable") && !row.verdict().equals(AttackRow.PASS);
    assertTrue(refusedBefore || verdict.equals(row.verdict()), row.id() + ": " + verdict);
  }

  @Test
  void rows_oneForEachCause() throws IOException {
    List<AttackRow<?>> rows = new ArrayList<>();
    requests().forEach(rows::add);
    tokens().forEach(rows::add);
    assertEquals(List.of(), twice(rows, AttackRow::id));
    assertEquals(List.of(), twice(rows, row -> theme(row) + ": " + row.what()));
    assertEquals(List.of(), rows.stream().filter(row -> !row.clause().matches(CLAUSE)).toList());
    assertTrue(rows.size() >= 150);
    long passing = rows.stream().filter(row -> row.verdict().equals(AttackRow.PASS)).count();
    String sentence = "Two test tables hold " + rows.size() + " rows, one for each cause";
    assertTrue(page().contains(sentence), sentence);
    assertTrue(
        page().contains("Of these, " + passing + " are valid neighbours"),
        "of which pass " + passing);
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

  private static CheckInput input(CredentialAttackRequest call) {
    try {
      return CheckRequestParser.parse(
          CheckRequestView.read(call.request().toByteArray()), null, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String verdict(CredentialAttackRequest call) {
    CheckInput input = input(call);
    try (var registry =
        new IssuerRegistry(
            CRYPTO,
            SignatureExecutor.onCallingThread(),
            new TestClock(),
            new RecordingIssuerListener())) {
      var authenticator =
          new Authenticator(
              registry,
              CredentialRegistry.empty(),
              HolderCheck.withDefaults(new TestClock()),
              new TestClock(),
              false);
      String verdict = "";
      for (int i = 0; i < call.times(); i++) {
        AuthenticationResult answer =
            authenticator.authenticate(
                call.requirement(),
                RequestCredential.fromHeaders(input::header),
                input,
                call.policy());
        verdict = verdict(answer.future().join());
      }
      return verdict;
    }
  }

  private static String verdict(AuthenticationResult.Completed completed) {
    return switch (completed) {
      case AuthenticationResult.Authenticated(Identity.Caller caller, _, _, _) ->
          caller.level() == AccessLevel.NONE ? "level-none" : AttackRow.PASS;
      case AuthenticationResult.Authenticated(Identity.Anonymous(), _, _, _) -> "nobody";
      case AuthenticationResult.Rejected(_, _, String detail) -> detail;
    };
  }
}
