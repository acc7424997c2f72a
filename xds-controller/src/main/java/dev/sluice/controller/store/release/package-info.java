/** The repository of releases, of their weights and of the figures of their backends. */
@NullMarked
package dev.sluice.controller.store.release;

import org.jspecify.annotations.NullMarked;
