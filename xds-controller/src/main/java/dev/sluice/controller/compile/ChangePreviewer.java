package dev.sluice.controller.compile;

import dev.sluice.controller.domain.model.DomainChange;
import java.util.Optional;

/** A compiler of changes that are not committed. */
public interface ChangePreviewer {
  /** Compiles a change without serving it; returns nothing until the rows have been compiled. */
  Optional<ChangePreview> preview(DomainChange change);
}
