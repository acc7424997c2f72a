/**
 * The previews of changes before they are committed: answers of dry runs, and the check of
 * publishes. Must not change rows.
 */
@NullMarked
package dev.sluice.controller.api.preview;

import org.jspecify.annotations.NullMarked;
