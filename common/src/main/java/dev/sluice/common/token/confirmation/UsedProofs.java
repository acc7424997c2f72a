package dev.sluice.common.token.confirmation;

import dev.sluice.common.token.jws.TokenDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bounded memory of the proofs that were used. Nothing is evicted before its time, because a
 * forgotten proof could be used again. One key may have a quarter of the space.
 */
final class UsedProofs {
  private static final int KEYS = 4;

  private final int most;
  private final int mostOfKey;
  private final long seconds;

  /** The used proofs in the order of their use, which is that of their ends too. */
  private final Map<TokenDigest, UsedProof> proofs = new LinkedHashMap<>();

  private final Map<String, Integer> counts = new HashMap<>();

  private record UsedProof(String thumbprint, long end) {}

  /** The result of recording a use. */
  enum Use {
    FIRST,
    REPEATED,
    FULL
  }

  UsedProofs(int most, Duration window) {
    this.most = most;
    this.mostOfKey = Math.max(1, most / KEYS);
    this.seconds = window.toSeconds();
  }

  /** Records a use. {@code now} is in seconds since 1970. */
  Use add(String thumbprint, String id, long now) {
    TokenDigest digest = TokenDigest.of(thumbprint + '.' + id);
    synchronized (this) {
      forgetUntil(now);
      if (proofs.containsKey(digest)) {
        return Use.REPEATED;
      }
      if (proofs.size() >= most || counts.getOrDefault(thumbprint, 0) >= mostOfKey) {
        return Use.FULL;
      }
      proofs.put(digest, new UsedProof(thumbprint, now + seconds));
      counts.merge(thumbprint, 1, Integer::sum);
      return Use.FIRST;
    }
  }

  synchronized int size() {
    return proofs.size();
  }

  private void forgetUntil(long now) {
    Iterator<UsedProof> oldest = proofs.values().iterator();
    while (oldest.hasNext()) {
      UsedProof proof = oldest.next();
      if (proof.end() > now) {
        return;
      }
      oldest.remove();
      counts.computeIfPresent(proof.thumbprint(), (key, count) -> count == 1 ? null : count - 1);
    }
  }
}
