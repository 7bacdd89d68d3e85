/** Records networks as graphs and runs them, independent of file format and engine. */
@NullMarked
package io.pentimento.core.graph;

import org.jspecify.annotations.NullMarked;
