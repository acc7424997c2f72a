/** Files that survive a crash whole. It must not know what is written in them. */
@NullMarked
package dev.sluice.common.file;

import org.jspecify.annotations.NullMarked;
