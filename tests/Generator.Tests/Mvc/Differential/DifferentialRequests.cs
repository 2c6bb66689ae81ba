namespace Generator.Tests.Mvc.Differential;

/// <summary>The requests that both answer: <c>METHOD PATH | Header: value || body</c>.</summary>
internal static class DifferentialRequests
{
    public static IEnumerable<string> All => [.. Table.Split('\n'), .. EdgeSource.Requests.Split('\n')];

    private const string Table = """
        GET /api/todo
        GET /api/values/page?page=3&size=4
        GET /api/values/page?page=x
        GET /api/values/page?page=
        GET /api/values/page?page=1&page=2
        GET /api/values/page?page=0x1f&size=%23a
        GET /api/values/page?=1
        GET /api/todo/1
        GET /api/todo/2
        GET /api/todo/3
        GET /api/todo/4
        GET /api/todo/5
        GET /api/todo/6
        GET /api/todo/7
        GET /api/todo/8
        GET /api/todo/9
        GET /api/todo/1 | Accept: text/json
        GET /api/todo/1 | Accept: text/html
        GET /api/todo/8 | Accept: application/json
        POST /api/todo | Content-Type: application/json || {"id":3,"title":"abc"}
        POST /api/todo | Content-Type: application/json || {"id":3,"title":"a"}
        POST /api/todo | Content-Type: application/json || {"id":3}
        POST /api/todo | Content-Type: application/json || {"id":"x"}
        POST /api/todo | Content-Type: application/json || {"id":3,"title":"abc","owner":null}
        POST /api/todo | Content-Type: application/json || 
        POST /api/todo | Content-Type: application/json || null
        POST /api/todo | Content-Type: application/json || {
        POST /api/todo | Content-Type: text/plain || {}
        POST /api/todo
        POST /api/todo/named | Content-Type: application/json; charset=utf-8 || {"id":3,"title":"abc"}
        PUT /api/todo/3 | Content-Type: application/json || {"id":3,"title":"abc"}
        PUT /api/todo/3 | Content-Type: application/json
        PUT /api/todo/3
        PUT /api/todo/x | Content-Type: application/json || {"id":3,"title":"abc"}
        DELETE /api/todo/3
        GET /api/todo/user
        GET /api/values/service
        GET /api/values/colors
        GET /api/values/colors?color=green&maybe=2&access=Read,Write
        GET /api/values/colors?color=9
        GET /api/values/colors?access=8
        GET /api/values/colors?access=3
        GET /api/values/colors?color=x&maybe=
        GET /api/values/colors?color=
        GET /api/values/texts
        GET /api/values/texts?s=a
        GET /api/values/texts?s=&t=&q=
        GET /api/values/texts?s=%20a%20&t=%20&q=z&q=y
        GET /api/values/checked
        GET /api/values/checked?n=9&s=abcd&r=1&b=2&w=x&e-mail=q
        GET /api/values/checked?n=3&s=abc&r=1&b=2&w=x&e-mail=q@q
        GET /api/values/checked?n=x&r=&b=&w=
        GET /api/values/headers
        GET /api/values/headers | one: 1 | X-Two: 2 | X-Many: a, b | X-Needed: r
        GET /api/values/headers | X-Two: x | X-Needed: r
        GET /api/values/lists
        GET /api/values/lists?ids=1&ids=2&names=a&names=&colors=red&colors=1&set=1&set=1
        GET /api/values/lists?ids[0]=1&ids[1]=2&ids[3]=4&names[0]=x&colors.index=a&colors[a]=blue
        GET /api/values/lists?ids=x&ids=2&colors=9
        GET /api/values/lists?ids=&ids=2
        GET /api/values/map
        GET /api/values/map?map[a]=1&map[b]=2
        GET /api/values/map?map[a]=x
        GET /api/values/map?map[0].Key=k&map[0].Value=5
        GET /api/values/map?a=1&b=2
        GET /api/values/map?[a]=1
        GET /api/values/filter
        GET /api/values/filter?limit=1
        GET /api/values/filter?limit=1&text=a&page=5&sizes=1&sizes=2&names=q&tag.name=xy&tag.weight=3&order-by=z&color=green&secret=s
        GET /api/values/filter?filter.limit=1&filter.text=b&filter.page=500&filter.tag.name=x
        GET /api/values/filter?limit=x&page=0&color=q&tag.weight=q
        GET /api/values/filter?limit=1&inner.text=a&inner.limit=3&inner.inner.text=q
        GET /api/values/filter?limit=1&inner.unknown=1
        GET /api/values/filter?limit=1&inner.tag.unknown=1
        GET /api/values/filter?limit=1&inner.inner.unknown=1
        GET /api/values/person
        GET /api/values/person?name=a
        GET /api/values/person?name=a&age=3&city=c
        GET /api/values/person?age=x
        GET /api/values/paging?sort=a&size=3
        GET /api/values/paging
        GET /root/5
        GET /root/x
        GET /api/todo/null
        GET /api/todo/anonymous
        POST /api/todo/list | Content-Type: application/json || [{"title":"a"},{"title":"abc"}]
        POST /api/todo/list | Content-Type: application/json || []
        POST /api/todo/map | Content-Type: application/json || {"k":{"name":"a"}}
        POST /api/todo/int | Content-Type: application/json || 5
        POST /api/todo/int | Content-Type: application/json || "x"
        POST /api/todo/int | Content-Type: application/json || null
        POST /api/todo/text | Content-Type: application/json || "x"
        POST /api/todo/text | Content-Type: application/json || null
        POST /api/todo/polite | Content-Type: application/json || {"text":"please"}
        POST /api/todo/polite | Content-Type: application/json || {"text":"now"}
        POST /api/todo/polite?n=x | Content-Type: application/json || {"text":"now"}
        POST /api/todo/person | Content-Type: application/json || {"name":"a"}
        POST /api/todo/person | Content-Type: application/json || {"age":1}
        POST /api/todo/person | Content-Type: application/json || {}
        POST /api/values/form | Content-Type: application/x-www-form-urlencoded || name=a&age=3&n=1&n=2
        POST /api/values/form | Content-Type: application/x-www-form-urlencoded || name=&age=x
        POST /api/values/form | Content-Type: application/json || {}
        POST /api/values/form
        POST /api/values/formObject | Content-Type: application/x-www-form-urlencoded || limit=1&text=a&tag.name=qq&sizes[0]=1
        POST /api/values/formObject | Content-Type: application/x-www-form-urlencoded || limit=x
        POST /api/values/file | Content-Type: multipart/form-data; boundary=b || --b
        POST /api/values/file
        PUT /api/todo/verbs
        PATCH /api/todo/verbs
        GET /api/todo/a
        GET /api/todo/b
        GET /api/todo/c/1
        GET /api/todo/c
        GET /api/todo/redirect
        GET /api/todo/url
        GET /api/todo/async
        GET /api/todo/value-task
        GET /api/todo/validation
        GET /api/todo/content
        GET /api/todo/minimal
        GET /api/todo/act-renamed
        GET /api/todo/filtered?n=1
        GET /api/todo/filtered?n=5
        GET /api/todo/filtered?n=6
        GET /api/todo/filtered?n=8
        GET /api/todo/filtered?n=x
        GET /api/todo/filtered
        GET /api/todo/produces
        POST /api/todo/consumes | Content-Type: application/x-www-form-urlencoded || a=1
        POST /api/todo/consumes | Content-Type: application/json || {}
        GET /plain/show
        GET /plain/show?id=3&name=q
        GET /plain/show?id=x
        GET /plain/filter?text=a&limit=3
        GET /plain/filter
        POST /plain/body | Content-Type: application/json || {"id":1}
        POST /plain/body | Content-Type: application/json || {"id":"x"}
        POST /plain/body
        POST /plain/body | Content-Type: text/plain || x
        GET /plain/missing
        GET /binders/ids
        GET /binders/ids?ids=1,2&ids=3
        GET /binders/ids?ids=1,x
        GET /binders/ids?ids=
        GET /binders/colors?colors=red,blue&color=GREEN&other=blue
        GET /binders/colors?colors=red,7&color=x&other=y
        GET /binders/colors
        GET /binders/described/5
        GET /binders/described/5?q=1&p=2&z=3&other=4
        GET /binders/described/5?throw=yes
        GET /binders/inroute/1,2?id=3
        GET /binders/inroute/x?id=3
        GET /binders/typed?point=3x4&n=5&named=6
        GET /binders/typed?point=3&n=x
        GET /binders/typed
        GET /binders/checked?ids=1
        GET /binders/checked?ids=1,2
        GET /binders/unset?n=3&m=4
        GET /binders/framework
        GET /binders/framework?when=2026-01-02&n=1&e=2.5&c=x&ids=1&ids=2
        GET /binders/framework?when=x&n=x&e=x&c=xy&ids=x
        GET /binders/framework?when=&n=&e=&c=&ids=
        GET /binders/framework?n=99999999999&e=1e999&ids=1&ids=y
        GET /binders/named
        GET /binders/derived
        GET /binders/derived?color=green&ids=1,2&n=3,4&painted.color=RED&painted.n=5,6&point=3x4
        GET /binders/derived?color=x&ids=1,y&n=z&painted.color=w&painted.n=v&point=3
        GET /binders/tagged?name=a
        GET /binders/tagged?name=a&unchecked=1
        GET /binders/tagged?name=abc
        POST /binders/form?ids=9&all=8 | Content-Type: application/x-www-form-urlencoded || ids=1,2&all=3
        POST /binders/form?ids=9&all=8 | Content-Type: application/x-www-form-urlencoded || x=1
        POST /binders/form?ids=9&all=8
        POST /plain/validated | Content-Type: application/json || {"id":1}
        POST /plain/validated | Content-Type: application/json || {"id":1,"title":"abc"}
        POST /plain/validated?prefix=p | Content-Type: application/json || {"id":1,"title":"a","rank":0,"tags":[{"name":"a"},null]}
        POST /plain/validated?prefix= | Content-Type: application/json || {"owner":null,"main":{"name":"a"}}
        POST /plain/validated | Content-Type: application/json || null
        GET /plain/validatedagain?limit=1&page=3
        GET /plain/validatedagain?limit=x&page=y&inner.page=3&inner.limit=1
        GET /plain/validatedagain?filter.limit=x&filter.page=0
        GET /plain/validatedothers?n=3
        GET /b/tags/many
        GET /b/todos/many
        GET /plain/save
        GET /a/1/tags
        GET /b/tags
        GET /b/tags/5
        POST /b/tags | Content-Type: application/json || {"name":"a"}
        GET /a/2/todos
        GET /api/values/map?map.a=1&map.b=2
        GET /api/values/map?map[a]=1&map[b]=x
        GET /api/values/filter?limit=1&Sizes[0]=x&Names[0]=a&Names[1]=
        GET /api/values/filter?limit=1&tag.name=a&inner.page=0&inner.limit=x
        GET /api/values/checked?n=3&r=x&b=&w=%20&s=%20
        GET /api/values/colors?color=Red,Blue
        GET /api/values/colors?access=None&color=-1
        GET /API/TODO/1
        POST /api/todo | Content-Type: application/vnd.x+json || {"id":3,"title":"abc"}
        POST /api/todo | Content-Type: application/json; charset=utf-16 || {"id":3,"title":"abc"}
        POST /api/todo | Content-Type: application/json; charset=foo || {"id":3,"title":"abc"}
        POST /api/todo | Content-Type: application/json; charset=iso-8859-1 || {"id":3,"title":"abc"}
        POST /api/todo | Content-Type: application/json; charset=utf-16BE || {"id":3,"title":"abc"}
        POST /api/todo | Content-Type: application/json || {"id":3,"title":"abc","tags":[null]}
        POST /api/todo | Content-Type: application/json || []
        POST /api/todo | Content-Type: application/json || {"id":1.5,"title":3}
        POST /api/todo | Content-Type: application/json || {"id":3,"title":"abcdefgh","rank":0,"owner":""}
        GET /api/values/lists?ids=1,2
        GET /api/values/headers | X-Two: 5 | X-Needed: %20 | X-Many: a | one: q
        POST /b/tags | Content-Type: application/json || {"name":null}
        POST /a/x/todos | Content-Type: application/json || {"limit":3,"page":500}
        GET /a/1/todos/7
        PUT /api/todo/3 | Content-Type: application/json || null
        GET /api/values/page
        GET /api/values/paging?sort=a&size=x&ascending=true
        GET /api/values/integers?a=1&b=2&c=3&d=-4&e=5
        GET /api/values/fractions?a=1.5&b=2&c=2,000.5
        GET /api/values/others?a=true&b=3f2504e0-4f89-11d3-9a0c-0305e82c3301&c=x&d=/y
        GET /api/values/times?a=2020-01-02T03:04:05Z&b=2020-01-02&c=01:02:03&d=2020-02-03&e=04:05
        POST /api/todo | Content-Type: application/json || {"id":3,"title":"abc","tags":[{"name":"a"},{"name":"bc"}],"rank":11}
        POST /api/todo | Content-Type: application/json || {"id":3,"title":"abc","tags":[{"name":""}],"main":{"name":"q"}}
        """;
}
