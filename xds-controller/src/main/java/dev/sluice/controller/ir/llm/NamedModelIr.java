package dev.sluice.controller.ir.llm;

import java.util.List;

/**
 * A name that requests may use.
 *
 * @param targets the models that serve it, the first one first
 */
public record NamedModelIr(String alias, List<ModelTargetIr> targets) {
  public NamedModelIr {
    targets = List.copyOf(targets);
  }
}
