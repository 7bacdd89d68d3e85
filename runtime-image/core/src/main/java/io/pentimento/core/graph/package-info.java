/** Recording a network as a graph, and running such a graph, whatever the file format or engine. */
@NullMarked
package io.pentimento.core.graph;

import org.jspecify.annotations.NullMarked;
