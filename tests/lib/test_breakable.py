from django.template import Context, Template


def test_a_long_name_of_a_column_goes_on_in_the_next_line_where_its_words_part() -> None:
    page = Template("{% load habitue %}{{ name|breakable }}")
    assert page.render(Context({"name": "customer_group_name"})) == "customer_<wbr>group_<wbr>name"
    assert page.render(Context({"name": "marie.curie@example.org"})) == "marie.<wbr>curie<wbr>@example.<wbr>org"
    assert page.render(Context({"name": "<b>_x"})) == "&lt;b&gt;_<wbr>x"
    assert page.render(Context({"name": "First name"})) == "First name"
