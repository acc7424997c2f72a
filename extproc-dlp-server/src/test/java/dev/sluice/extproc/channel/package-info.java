/** The tests of the tables of text places. */
@NullMarked
package dev.sluice.extproc.channel;

import org.jspecify.annotations.NullMarked;
