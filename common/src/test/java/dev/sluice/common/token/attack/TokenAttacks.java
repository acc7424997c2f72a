package dev.sluice.common.token.attack;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The table of all attack rows about tokens, by subject. */
public final class TokenAttacks {
  private static final List<Supplier<List<AttackRow<Attempt>>>> TABLES =
      List.of(
          AlgorithmAttacks::rows,
          SignatureAttacks::rows,
          KeyIdAttacks::rows,
          KeyAttacks::rows,
          KeySetAttacks::rows,
          HeaderAttacks::rows,
          EncodingAttacks::rows,
          JsonAttacks::rows,
          ClaimAttacks::rows,
          TimeAttacks::rows);

  private TokenAttacks() {}

  /** Returns all rows. */
  public static Stream<AttackRow<Attempt>> rows() {
    return TABLES.stream().flatMap(table -> table.get().stream());
  }
}
