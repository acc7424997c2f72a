/** The inspection of single bodies outside of an exchange. Must not know who asks for it. */
@NullMarked
package dev.sluice.extproc.trial;

import org.jspecify.annotations.NullMarked;
