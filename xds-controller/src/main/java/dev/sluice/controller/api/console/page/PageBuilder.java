package dev.sluice.controller.api.console.page;

import dev.sluice.controller.api.console.view.ConsolePage;

/** A builder of a page from the answers of REST operations. */
@FunctionalInterface
public interface PageBuilder {
  /** Returns the page. Problems of the operations pass through. */
  ConsolePage build(PageCall call);
}
