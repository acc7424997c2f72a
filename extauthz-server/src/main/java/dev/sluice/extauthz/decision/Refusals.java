package dev.sluice.extauthz.decision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What guards found in one request: what refuses it, and which shadows would have. */
public final class Refusals {
  private @Nullable Refusal enforced;
  private List<String> shadows = List.of();

  /** The first refusal that counts decides. */
  public void add(Refusal refusal) {
    if (refusal.shadow()) {
      shadow(refusal.rule());
    } else if (enforced == null) {
      enforced = refusal;
    }
  }

  /** Null while nothing refuses the request. */
  public @Nullable Refusal enforced() {
    return enforced;
  }

  /** The rules that would have refused it. */
  public List<String> shadows() {
    return shadows;
  }

  void shadow(String rule) {
    if (shadows.isEmpty()) {
      shadows = new ArrayList<>(2);
    }
    shadows.add(rule);
  }
}
