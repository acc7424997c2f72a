/** The tables name only keys that are known. */
@NullMarked
package dev.sluice.extproc.channel;

import org.jspecify.annotations.NullMarked;
