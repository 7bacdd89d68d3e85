/** Recording a network as a graph, and running such a graph, whatever the file format or engine. */
package io.pentimento.core.graph;
