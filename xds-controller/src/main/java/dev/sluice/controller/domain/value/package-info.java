/** The enumerated values that columns of domain records may have. */
@NullMarked
package dev.sluice.controller.domain.value;

import org.jspecify.annotations.NullMarked;
