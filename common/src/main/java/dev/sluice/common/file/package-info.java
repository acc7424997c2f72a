/** Files that survive a crash without damage. It must not know their content. */
@NullMarked
package dev.sluice.common.file;

import org.jspecify.annotations.NullMarked;
