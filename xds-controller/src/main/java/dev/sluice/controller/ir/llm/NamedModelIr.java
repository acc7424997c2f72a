package dev.sluice.controller.ir.llm;

import java.util.List;

/**
 * A name that requests may use.
 *
 * @param targets the models that serve it, the first one first
 * @param chains the chains that requests may take
 */
public record NamedModelIr(String alias, List<ModelTargetIr> targets, List<ModelChainIr> chains) {
  public NamedModelIr {
    targets = List.copyOf(targets);
    chains = List.copyOf(chains);
  }
}
