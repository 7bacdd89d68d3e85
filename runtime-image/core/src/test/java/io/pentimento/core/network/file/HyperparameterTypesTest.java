// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Constructor arguments are read strictly: every wrong type is an error that names the field. */
class HyperparameterTypesTest {
  private static final FixedArguments FIXED =
      new FixedArguments(
          Set.of("dropout"), Map.of("ape", BooleanNode.FALSE, "dims", IntNode.valueOf(2)));

  @Test
  void missingAndNullArgumentsHaveTheirDefaults() {
    Hyperparameters h = of("{'flag': null}");

    assertThat(h.has("flag")).isFalse();
    assertThat(h.integer("number", 7)).isEqualTo(7);
    assertThat(h.real("number", 0.5)).isEqualTo(0.5);
    assertThat(h.flag("flag", true)).isTrue();
    assertThat(h.text("text", "none")).isEqualTo("none");
  }

  @Test
  void givenArgumentsAreRead() {
    Hyperparameters h =
        of("{'number': 64, 'flag': false, 'text': '3conv', 'list': [1, 2.0], 'reals': [0.5, 2]}");

    assertThat(h.integer("number", 7)).isEqualTo(64);
    assertThat(h.real("number", 0.5)).isEqualTo(64);
    assertThat(h.flag("flag", true)).isFalse();
    assertThat(h.text("text", "none")).isEqualTo("3conv");
    assertThat(h.integers("list")).containsExactly(1, 2);
    assertThat(h.reals("reals")).containsExactly(0.5, 2.0);
  }

  /** Some programs write all numbers as floats. */
  @Test
  void aFloatWithoutFractionIsAnInteger() {
    assertThat(of("{'number': 64.0}").integer("number", 7)).isEqualTo(64);
  }

  @Test
  void oneNumberStandsForAListOfEqualOnes() {
    assertThat(of("{'list': 2}").integers("list", 3)).containsExactly(2, 2, 2);
    assertThat(of("{'list': [1, 2]}").integers("list", 3)).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{'number': 64.5}; must be an integer, not 64.5",
        "{'number': 1e12}; must be an integer, not 1.0E12",
        "{'number': 'a'}; must be a number, not 'a'",
        "{'number': true}; must be a number, not true",
        "{'number': [1]}; must be a number, not [1]"
      })
  void otherValuesAreRejectedForIntegers(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(json).integer("number", 7))
        .withMessage("hyperparameter 'number' of Net " + message.replace("'a'", "\"a\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{}; must be a list of numbers, not null",
        "{'list': 3}; must be a list of numbers, not 3",
        "{'list': [1, 2.5]}; must be a list of integers, not [1,2.5]",
        "{'list': [true]}; must be a number, not [true]"
      })
  void otherValuesAreRejectedForLists(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(json).integers("list"))
        .withMessage("hyperparameter 'list' of Net " + message);
  }

  @Test
  void otherValuesAreRejectedForFlagsAndText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("{'flag': 1}").flag("flag", true))
        .withMessage("hyperparameter 'flag' of Net must be true or false, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("{'text': 1}").text("text", ""))
        .withMessage("hyperparameter 'text' of Net must be text, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("{'list': 1.5}").integers("list", 2))
        .withMessage("hyperparameter 'list' of Net must be an integer, not 1.5");
  }

  @Test
  void unknownArgumentsAreRejectedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("{'nunber': 1}"))
        .withMessage(
            "Net has no hyperparameter 'nunber'; it has [flag, list, number, reals, text]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("[1]"))
        .withMessage("the hyperparameters of Net must be a JSON object");
  }

  @Test
  void argumentsOfTrainingCanHaveAnyValueAndFixedOnesOnlyTheirOwn() {
    assertThat(of("{'dropout': 0.3, 'ape': false, 'dims': 2.0}").has("dropout")).isTrue();
    assertThat(of("{'ape': null}").has("ape")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("{'ape': true}"))
        .withMessage("Net with ape true is not supported; only false is");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("{'dims': 3}"))
        .withMessage("Net with dims 3 is not supported; only 2 is");
  }

  @Test
  void aListOfConnectionsIsAList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeFormerHyperparameters.of(json("{'connect_list': '32'}")))
        .withMessage(
            "hyperparameter 'connect_list' of CodeFormer must be a list of names, not \"32\"");
  }

  @Test
  void givenValuesWinOverMissingOnes() {
    ObjectNode merged =
        GivenHyperparameters.merged(json("{'a': 1, 'b': 2}"), json("{'b': 3, 'c': 4}"));

    assertThat(merged).isEqualTo(json("{'a': 1, 'b': 3, 'c': 4}"));
  }

  @Test
  void differentNotationsOfOneValueAreEqual() {
    ObjectNode canonical =
        GivenHyperparameters.canonical(
            json("{'sf': 4, 'num_res_blocks': 2, 'attention_resolutions': [8, 16, 8]}"), 3);

    assertThat(canonical)
        .isEqualTo(
            json("{'upscale': 4, 'num_res_blocks': [2, 2, 2], 'attention_resolutions': [16, 8]}"));
  }

  @Test
  void numbersAgreeIfTheirValuesAreEqual() {
    GivenHyperparameters.requireAgreement(
        Architecture.SWIN_IR,
        json("{'a': 1.0, 'list': [2, 3.0], 'other': 9}"),
        json("{'a': 1, 'list': [2.0, 3], 'absent': 5}"));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GivenHyperparameters.requireAgreement(
                    Architecture.SWIN_IR, json("{'list': [2, 4]}"), json("{'list': [2, 3]}")))
        .withMessage(
            "hyperparameter 'list' of SwinIR is given as [2,4] but the checkpoint's tensors show"
                + " [2,3]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GivenHyperparameters.requireAgreement(
                    Architecture.SWIN_IR, json("{'list': [2]}"), json("{'list': [2, 3]}")));
  }

  private static Hyperparameters of(String text) {
    return new Hyperparameters(
        "Net", node(text), Set.of("number", "flag", "text", "list", "reals"), FIXED);
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) node(text);
  }

  private static JsonNode node(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
