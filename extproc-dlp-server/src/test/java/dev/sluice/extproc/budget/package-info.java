@NullMarked
package dev.sluice.extproc.budget;

import org.jspecify.annotations.NullMarked;
