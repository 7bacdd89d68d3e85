/** Restorers in memory, whatever computes them. */
package io.pentimento.core.restorer;
