package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'integer'}                                     | 5",
                "{'type':'number'}                                      | 5",
                "{'type':['string','null']}                             | null",
                "{'enum':['a','b']}                                     | 'b'",
                "{'type':'string','maxLength':2}                        | '\uD83D\uDE00x'",
                "{'type':'array','items':{'type':'integer'}}            | [1,2]",
                "{'type':'object'}                                      | {'anything':1}",
                "{'type':'object','properties':{'a':{}}}                | {}",
                "{'properties':{'a':{}},'additionalProperties':true}    | {'b':1}",
                "{'additionalProperties':{'type':'boolean'}}            | {'b':true}",
                "{'$ref':'#/defs/short'}                                | 'ab'",
                "{}                                                     | [null,{'x':1.5}]"
            })
    void acceptsWhatTheSchemaAllows(String schema, String value) throws JsonProcessingException {
        assertThat(check(schema, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'integer'}                                     | 5.0         | type       | v",
                "{'type':'string'}                                      | 5           | type       | v",
                "{'type':['string','null']}                             | false       | type       | v",
                "{'type':'object'}                                      | []          | type       | v",
                "{'enum':['a','b']}                                     | 'c'         | enum       | v",
                "{'minimum':0.001}                                      | 0           | minimum    | v",
                "{'maximum':32.0}                                       | 33          | maximum    | v",
                "{'minLength':1}                                        | ''          | minLength  | v",
                "{'maxLength':2}                                        | 'abc'       | maxLength  | v",
                "{'pattern':'^[a-z]+$'}                                 | 'A'         | pattern    | v",
                "{'minItems':2}                                         | [1]         | minItems   | v",
                "{'maxItems':0}                                         | [1]         | maxItems   | v",
                "{'items':{'type':'string'}}                            | ['a',1]     | type       | v[]",
                "{'required':['a']}                                     | {}          | required   | v.a",
                "{'properties':{'a':{}}}                                | {'b':1}     | unknown    | v.b",
                "{'properties':{'a':{'type':'string'}}}                 | {'a':1}     | type       | v.a",
                "{'additionalProperties':false}                         | {'b':1}     | unknown    | v.b",
                "{'additionalProperties':{'type':'boolean'}}            | {'b':1}     | type       | v.b",
                "{'allOf':[{'type':'object'},{'required':['a']}]}       | {}          | required   | v.a",
                "{'$ref':'#/defs/short'}                                | 'abc'       | maxLength  | v"
            })
    void namesTheRuleThatIsBrokenAndWhere(String schema, String value, String rule, String where)
            throws JsonProcessingException {
        assertThat(check(schema, value)).singleElement().satisfies(broken -> {
            assertThat(broken.rule()).isEqualTo(rule);
            assertThat(broken.where()).isEqualTo(where);
        });
    }

    @Test
    void aTypeItDoesNotKnowIsNoSilentPass() {
        assertThatThrownBy(() -> check("{'type':'decimal'}", "1")).isInstanceOf(IllegalStateException.class);
    }

    private static List<SchemaCheck.Broken> check(String schema, String value) throws JsonProcessingException {
        JsonNode document = json("{'defs':{'short':{'type':'string','maxLength':2}}}");
        return SchemaCheck.check(document, json(schema), json(value), "v");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return MAPPER.readTree(text.replace('\'', '"'));
    }
}
