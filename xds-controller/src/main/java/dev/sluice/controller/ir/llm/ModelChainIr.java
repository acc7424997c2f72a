package dev.sluice.controller.ir.llm;

import java.util.List;

/**
 * A chain of models that one request tries in order, until one answers.
 *
 * @param targets at least two
 */
public record ModelChainIr(List<ModelTargetIr> targets) {
  public ModelChainIr {
    targets = List.copyOf(targets);
  }
}
