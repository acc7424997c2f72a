@NullMarked
package dev.sluice.e2e.inspection;

import org.jspecify.annotations.NullMarked;
